# Makes data for RSiena of the matrices in this folder. In R, with the folder as working directory: source("load.R")
#
# cooperation, conflict  arrays of actors by actors by waves: 1 a tie, 0 none
# actors                 who they are, in the order of rows and columns
# siena                  the data for sienaDataCreate, where the package RSiena is installed
#
# Who is not yet or no longer told of has joined later or left. Set structural <- TRUE before to give such actors structural zeros
# (10) instead; the two ways must not be mixed.

if (!exists("structural")) structural <- FALSE

actors <- read.csv("actors.csv", na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8",
                   colClasses = c(id = "character", name = "character", kind = "character", country = "character"))
listed <- read.csv("waves.csv", stringsAsFactors = FALSE, colClasses = "character")
count <- nrow(listed)

read_waves <- function(relation) {
  read_one <- function(wave) {
    matrix <- as.matrix(read.csv(sprintf("%s-%03d.csv", relation, wave), header = FALSE))
    stopifnot(nrow(matrix) == nrow(actors), ncol(matrix) == nrow(actors), all(matrix %in% c(0, 1)), all(diag(matrix) == 0))
    if (structural) {
      absent <- wave < actors$first_wave | wave > actors$last_wave
      matrix[absent, ] <- 10
      matrix[, absent] <- 10
      diag(matrix) <- 0
    }
    unname(matrix)
  }
  array(unlist(lapply(seq_len(count), read_one)), dim = c(nrow(actors), nrow(actors), count))
}

cooperation <- read_waves("cooperation")
conflict <- read_waves("conflict")
presence <- lapply(seq_len(nrow(actors)), function(row) c(actors$first_wave[row], actors$last_wave[row]))

if (requireNamespace("RSiena", quietly = TRUE)) {
  parts <- list(cooperation = RSiena::sienaDependent(cooperation), conflict = RSiena::sienaDependent(conflict))
  if (length(unique(actors$kind_number)) > 1) parts$kind <- RSiena::coCovar(actors$kind_number, centered = FALSE)
  if (length(unique(na.omit(actors$country_number))) > 1) {
    parts$country <- RSiena::coCovar(actors$country_number, centered = FALSE)
  }
  if (!structural) parts$presence <- RSiena::sienaCompositionChange(presence)
  siena <- do.call(RSiena::sienaDataCreate, parts)
  print(siena)
} else {
  message("RSiena is not installed: only the arrays and the table of actors are made.")
}
