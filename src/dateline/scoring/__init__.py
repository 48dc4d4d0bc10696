"""Record and gold to scores, so that a swapped part can be measured.

One module a task. Each has ``prediction(record, gold)``, the line that is compared, and
``score(gold, predictions)``, the figures by name.
"""
