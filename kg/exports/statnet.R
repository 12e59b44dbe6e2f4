# Makes networks of the waves in this folder. In R, with the folder as working directory: source("load.R")
#
# waves    a list of network objects, one for each wave; vertex.names are the actors' ids, "name" their names
# dynamic  the same as a networkDynamic object, where the package networkDynamic is installed

library(network)

read_rows <- function(file) {
  read.csv(file, na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8", check.names = FALSE,
           colClasses = if (grepl("vertices", file)) "character" else NA)
}

read_wave <- function(edges_file, vertices_file) {
  vertices <- read_rows(vertices_file)
  edges <- read_rows(edges_file)
  wave <- network.initialize(nrow(vertices), directed = TRUE)
  network.vertex.names(wave) <- vertices$id
  for (attribute in c("name", "kind", "country")) set.vertex.attribute(wave, attribute, vertices[[attribute]])
  set.vertex.attribute(wave, "active", vertices$active == "1")
  if (nrow(edges) > 0) {
    values <- c("statements", "cooperation", "conflict", "score")
    add.edges(wave, match(edges$from, vertices$id), match(edges$to, vertices$id),
              names.eval = rep(list(as.list(values)), nrow(edges)),
              vals.eval = lapply(seq_len(nrow(edges)), function(row) as.list(edges[row, values])))
  }
  wave
}

listed <- read.csv("waves.csv", stringsAsFactors = FALSE, colClasses = "character")
waves <- Map(read_wave, listed$edges, listed$vertices)
names(waves) <- listed$label

if (requireNamespace("networkDynamic", quietly = TRUE) && length(waves) > 0) {
  dynamic <- networkDynamic::networkDynamic(
    network.list = unname(waves), vertex.pid = "vertex.names", create.TEAs = TRUE,
    vertex.TEA.names = "active", edge.TEA.names = c("statements", "cooperation", "conflict", "score"),
    onsets = seq_along(waves) - 1, termini = seq_along(waves))
} else {
  message("networkDynamic is not installed, or there are no waves: only the list 'waves' is made.")
}
