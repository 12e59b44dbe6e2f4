"""Spark's settings for tests, on a small machine and for a short life."""

FRUGAL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # Java that lives for seconds has no use for its better compiler
SETTINGS = {
    "spark.cores.max": "2",  # of the four there are, so that two applications find room
    "spark.executor.cores": "1",
    "spark.executor.memory": "512m",
    "spark.driver.memory": "512m",
    "spark.driver.extraJavaOptions": FRUGAL,
    "spark.executor.extraJavaOptions": FRUGAL,
    "spark.shuffle.io.retryWait": "200ms",  # what a killed worker held is soon made again
}
