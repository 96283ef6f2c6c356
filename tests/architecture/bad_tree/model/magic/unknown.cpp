// Breaks the rule: the design knows no such layer.
