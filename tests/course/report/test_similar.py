"""Answers written by hand, as different students would."""

from course.report.similar import similar_pairs

GIVEN = '''
def fit(x, y, rate=0.1, epochs=100):
    """Return weights and bias after the perceptron rule."""
    raise NotImplementedError("Not solved yet. Replace this line.")
'''
HEAD = GIVEN.rpartition("    raise")[0]
BODIES = {
    "ada": """
    w = np.zeros(x.shape[1])
    b = 0.0
    for _ in range(epochs):
        wrong = 0
        for xi, yi in zip(x, y):
            guess = 1 if xi @ w + b > 0 else 0
            if guess != yi:
                w = w + rate * (yi - guess) * xi
                b = b + rate * (yi - guess)
                wrong += 1
        if wrong == 0:
            break
    return w, b
""",
    "bo": """
    weights, bias = [0] * len(x[0]), 0
    epoch = 0
    while epoch < epochs:
        mistakes = []
        for i in range(len(x)):
            score = sum(weights[j] * x[i][j] for j in range(len(weights))) + bias
            predicted = int(score > 0)
            error = y[i] - predicted
            mistakes.append(error)
            for j in range(len(weights)):
                weights[j] += rate * error * x[i][j]
            bias += rate * error
        if not any(mistakes):
            return np.array(weights), bias
        epoch += 1
    return np.array(weights), bias
""",
    "chi": """
    n, d = np.shape(x)
    theta = np.zeros(d + 1)
    padded = np.hstack([x, np.ones((n, 1))])
    for epoch in range(epochs):
        before = theta.copy()
        for row, target in zip(padded, y):
            theta += rate * (target - np.heaviside(row.dot(theta), 0)) * row
        if np.allclose(before, theta):
            break
    return theta[:-1], theta[-1]
""",
    "dora": """
    w, b = np.zeros(len(x[0])), 0
    done = False
    while not done and epochs > 0:
        done = True
        for features, label in zip(x, y):
            output = (np.dot(features, w) + b >= 0).astype(int)
            delta = label - output
            if delta:
                done = False
                w += rate * delta * features
                b += rate * delta
        epochs -= 1
    return w, b
""",
    "eve": """
    w = np.random.default_rng(0).normal(size=x.shape[1]) * 0
    b = 0
    history = []
    for e in range(epochs):
        errors = y - ((x @ w + b) > 0)
        order = np.arange(len(x))
        for k in order:
            p = float(np.dot(w, x[k]) + b > 0)
            w = w + rate * (y[k] - p) * x[k]
            b = b + rate * (y[k] - p)
        history.append(np.abs(errors).sum())
        if history[-1] == 0:
            return w, b
    return w, b
""",
}
ANSWERS = {student: HEAD + body.lstrip("\n") for student, body in BODIES.items()}


def pairs(answers):
    return [(pair.first, pair.second) for pair in similar_pairs(answers, GIVEN)]


def test_independent_answers_are_no_pairs():
    assert pairs(ANSWERS) == []


def test_a_copy_with_other_names_and_comments_is_found():
    copy = ANSWERS["bo"].replace("weights", "ws").replace("mistakes", "oops").replace("score", "s")
    copy = copy.replace("        epoch += 1", "        # the next round\n        epoch += 1")
    (pair,) = similar_pairs(ANSWERS | {"fay": copy}, GIVEN)
    assert (pair.first, pair.second) == ("bo", "fay")
    assert pair.likeness == 1.0


def test_a_copy_with_a_few_changed_lines_is_found():
    copy = ANSWERS["chi"].replace("theta.copy()", "np.array(theta)").replace("break", "return None")
    (pair,) = similar_pairs(ANSWERS | {"fay": copy}, GIVEN)
    assert 0.6 < pair.likeness < 1


def test_what_most_of_the_class_writes_is_no_pair():
    class_ = {f"s{n}": ANSWERS["ada"].replace("guess", f"guess{n}") for n in range(30)}
    assert pairs(ANSWERS | class_) == []


def test_short_answers_are_no_pairs():
    short = HEAD + "    return x.T @ y * rate, y.mean() - epochs\n"
    assert pairs(ANSWERS | {"fay": short, "gil": short}) == []


def test_the_untouched_cell_is_no_pair():
    assert pairs({"ada": GIVEN, "bo": GIVEN, "chi": ANSWERS["chi"]}) == []
    assert pairs({"ada": ANSWERS["ada"]}) == []
    assert pairs({}) == []
