"""Past one machine: the steps from files to statements and from these to the graph, scheduled by Apache Spark.

    with session("spark://host:7077") as spark:
        events.load(spark, splits, read_split, coder, Path("out"), partitions=64)
        reports.extract(spark, paths, read, Path("out"), partitions=64)
        graph.store(spark, Path("out"), "bolt://host:7687", writers=8)

What is done to a row or a document is done by the functions that one machine uses, too; here it is only said where.
"""
