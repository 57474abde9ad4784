"""Exercises of chapter `choosing_an_activation`."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import Network, circle_points, cross_entropy_with_logits, log_softmax, softmax
from lecture.exercise import exercise
from lecture.language import _

SHARES = [  # of right answers, in per cent: five seeds of a, the same five of b
    ([92, 91, 93, 91, 92], [78, 74, 84, 80, 79]),  # every start of a is better
    ([62, 60, 61, 63, 60], [91, 92, 90, 93, 91]),  # every start of b is better
    ([88, 91, 92, 90, 93], [87, 90, 91, 89, 92]),  # a is better seed by seed
    ([87, 90, 91, 89, 92], [88, 91, 92, 90, 93]),  # b is
    ([88, 93, 91, 90, 92], [91, 90, 87, 92, 89]),  # the same shares in another order
    ([80, 81, 82, 83, 90], [79, 85, 86, 87, 88]),
    ([85, 80, 90, 88, 86], [70, 80, 75, 72, 78]),  # a tie in one pair
    ([70, 75, 71, 75, 73], [75, 75, 77, 76, 79]),  # the same for b
    ([90, 90, 90, 90, 90], [90, 90, 90, 90, 90]),
    ([50, 92, 84, 90, 91], [83, 82, 81, 80, 82]),  # one start of a goes wrong
    ([70, 72, 71, 73, 90], [80, 82, 81, 80, 83]),  # one start of a is lucky
    ([70, 71, 85, 86, 87], [72, 73, 80, 85, 86]),  # three of five
    ([70, 71, 90, 91, 92], [71, 72, 93, 80, 81]),  # the median says a, three pairs say b
]


@exercise(
    cases=[(np.array(a) / 100, np.array(b) / 100) for a, b in SHARES],
    right="seed by seed. Eight independent pairs agree by chance in 2 of 256 races only.",
)
def my_verdict(a, b):
    return int((a > b).all()) - int((b > a).all())


for measure, said in {
    np.mean: "this compares the means: look at the difference of each pair.",
    np.median: "this compares the medians: look at the difference of each pair.",
    np.max: "this compares the best starts: look at the difference of each pair.",
    np.min: "this compares the worst starts: look at the difference of each pair.",
}.items():
    my_verdict.wrong(said, lambda a, b, measure=measure: np.sign(measure(a) - measure(b)))
my_verdict.wrong(
    "this counts the majority: all the pairs have to agree.",
    lambda a, b: np.sign(np.sum(a > b) - np.sum(b > a)),
)
my_verdict.wrong(
    "this compares the worst start of one with the best of the other: compare seed by seed.",
    lambda a, b: int(a.min() > b.max()) - int(b.min() > a.max()),
)
my_verdict.wrong(
    "a tie is no better: a pair of equal shares leaves the race open.",
    lambda a, b: int((a >= b).all()) - int((b >= a).all()),
)
my_verdict.wrong(
    "a tie is no better: a pair of equal shares leaves the race open.",
    lambda a, b: 1 if (a >= b).all() else -int((b >= a).all()),
)
my_verdict.wrong("b can win, too: then the answer is -1.", lambda a, b: int((a > b).all()))
my_verdict.wrong(
    "the race can be open: then the answer is 0.", lambda a, b: 1 if (a > b).all() else -1
)


@exercise(
    cases=[
        (np.array([[2.0, 1.0, 0.1], [0.0, 3.0, -2.0], [1.0, 1.0, 4.0]]), np.array([0, 1, 0])),
        (np.array([[60.0, 0.0, 1.0, -1.0], [0.0, 3.0, -2.0, 0.5]]), np.array([1, 2])),
        (np.array([[799.0, 800.0, 801.0, 798.0], [0.0, 1.0, 2.0, 3.0]]), np.array([1, 3])),
        (np.array([[18.0, 0.0, 1.0], [0.0, 18.0, 1.0]]), np.array([1, 0])),
    ],
    right="a row of logits is one image, so the softmax runs along the rows.",
)
def my_loss(z, labels):
    p = softmax(z, axis=-1)
    rows = np.arange(len(labels))
    return -np.mean(np.log(p[rows, labels]))


def of_probabilities(probabilities, chosen=lambda p: p):
    """Make a loss from other probabilities, and from a function of the chosen ones."""

    def loss(z, labels):
        return -np.mean(np.log(chosen(probabilities(z)[np.arange(len(labels)), labels])))

    return loss


my_loss.wrong(
    "the bug is still there: what does each row of p sum to?",
    of_probabilities(lambda z: softmax(z, axis=0)),
)
my_loss.wrong(
    "now the softmax is taken twice: a helper that wants logits gets probabilities.",
    lambda z, labels: cross_entropy_with_logits(labels, softmax(z)),
)
my_loss.wrong(
    "this is the sum over the images: take their mean.",
    lambda z, labels: len(labels) * cross_entropy_with_logits(labels, z),
)
my_loss.wrong(
    "this softmax runs over the whole table: one row is one image.",
    of_probabilities(lambda z: softmax(z.ravel()).reshape(z.shape)),
)
my_loss.wrong(
    "the mean runs over the images: divide by their number, not by that of all the logits.",
    lambda z, labels: cross_entropy_with_logits(labels, z) / z.shape[1],
)
my_loss.wrong(
    "this is the mean over all the classes: only the true class of an image counts.",
    lambda z, labels: -np.mean(log_softmax(z)),
)
for floor in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, np.finfo(float).eps):
    for raised in (
        lambda p, floor=floor: p + floor,
        lambda p, floor=floor: np.clip(p, floor, 1 - floor),
    ):
        my_loss.wrong(
            "a small p counts in full: add nothing to it, and do not clip it.",
            of_probabilities(softmax, raised),
        )

RACE = (*circle_points(60, seed=2), *circle_points(83, seed=3))
OLD, NEW = circle_points(200, seed=0), circle_points(50_000, seed=100)  # those of the chapter


@cache
def trained(hidden, width=8, epochs=50, rate=1, on_old=False):
    """The five networks of a race, trained once for all the mistakes."""
    X, t = OLD if on_old else RACE[:2]
    sizes, loss = [2, width, 1], "binary_cross_entropy"
    nets = [
        Network(sizes, hidden, "sigmoid", loss, seed, learning_rate=rate, epochs=epochs)
        for seed in range(5)
    ]
    return [net.fit(X, t) for net in nets]


@exercise(
    cases=[("tanh", "relu", *RACE), ("relu", "sigmoid", *RACE)],
    right="five pairs, judged by new points: now you can race any two activations.",
)
def my_race(first, second, X, t, new_X, new_t):
    differences = []
    for seed in range(5):
        losses = []
        for hidden in (first, second):
            sizes, loss = [2, 8, 1], "binary_cross_entropy"
            net = Network(sizes, hidden, "sigmoid", loss, seed, learning_rate=1, epochs=50)
            losses.append(net.fit(X, t).compute_loss(new_X, new_t))
        differences.append(losses[0] - losses[1])
    return np.array(differences)


def race(judge=RACE[2:], measure=Network.compute_loss, **changes):
    """Make a race with one thing changed."""

    def differences(first, second, *_):
        values = [
            [measure(net, *judge) for net in trained(hidden, **changes)]
            for hidden in (first, second)
        ]
        return np.subtract(*values)

    return differences


def right(net, X, t):
    """The share of right answers."""
    return np.mean(net.predict(X) == t)


my_race.wrong(
    "this judges by the points it was trained on: judge by new ones.", race(judge=RACE[:2])
)
my_race.wrong("these are shares of right answers: the loss is asked for.", race(measure=right))
my_race.wrong("this is second minus first: take first minus second.", lambda *case: -race()(*case))
my_race.wrong(
    "these are the losses of `first` alone: take away those of `second`.",
    lambda first, *_: np.array([net.compute_loss(*RACE[2:]) for net in trained(first)]),
)
my_race.wrong(
    "this is the mean of the differences: return all five.", lambda *case: np.mean(race()(*case))
)
my_race.wrong(
    "this trains on the points of the chapter: use the arguments X and t.", race(on_old=True)
)
my_race.wrong(
    "this judges by the new points of the chapter: use the arguments new_X and new_t.",
    race(judge=NEW),
)
my_race.wrong("the 16 units are those of the chapter: here it is 8.", race(width=16))
my_race.wrong("the 300 epochs are those of the chapter: here it is 50.", race(epochs=300))
my_race.wrong("the learning rate 0.5 is the helper's own: here it is 1.", race(rate=0.5))
my_race.wrong(
    "this is the network of the chapter: here it is 8 units and 50 epochs.",
    race(width=16, epochs=300),
)


def look_at_split(answer, n, n_train, seed):
    """What matters of a split: its sizes, what both parts share, and whether it is random."""
    parts = answer(n, n_train, seed)
    if not isinstance(parts, tuple | list) or len(parts) != 2:
        raise ValueError(_("return two arrays, the training rows and the test rows."))
    train, test = (np.asarray(part).astype(int) for part in parts)
    torn = np.intersect1d(train % n, test % n).size
    held = np.union1d(train, test).size
    chosen = np.unique(train % n)
    row = int(chosen.size == n_train and np.ptp(chosen) == n_train - 1)
    return len(train), len(test), torn, held, row


@exercise(
    cases=[(50, 35, 0), (20, 8, 1), (200, 160, 2)],
    probe=look_at_split,
    results=(
        *("the number of training rows", "the number of test rows"),
        *("the number of images with a row in both parts", "the number of rows in either part"),
        "the answer to 'do these images simply follow one another?' (1 yes, 0 no)",
    ),
    right="the images are split, and each takes its copy along: no image is in both parts.",
)
def my_split(n, n_train, seed):
    order = np.random.default_rng(seed).permutation(n)
    train, test = order[:n_train], order[n_train:]
    return np.concatenate([train, train + n]), np.concatenate([test, test + n])


def torn_apart(n, n_train, seed):
    """The bug of the exercise."""
    order = np.random.default_rng(seed).permutation(2 * n)
    return order[: 2 * n_train], order[2 * n_train :]


def without_copies(n, n_train, seed):
    """The copies are left out."""
    order = np.random.default_rng(seed).permutation(n)
    return order[:n_train], order[n_train:]


def copies_for_training_only(n, n_train, seed):
    """The test part without its copies."""
    train, test = my_split.solution(n, n_train, seed)
    return train, test[test < n]


def in_order(n, n_train, seed):
    """No shuffling."""
    rows = np.arange(2 * n)
    return rows[rows % n < n_train], rows[rows % n >= n_train]


my_split.wrong("the leak is still there: where does the shifted copy of an image go?", torn_apart)
my_split.wrong("the copies are missing: each image takes its row n + i along.", without_copies)
my_split.wrong("the copies of the test images are missing.", copies_for_training_only)
my_split.wrong(
    "nothing is shuffled: the images follow one another, and a file often has an order.",
    in_order,
)
my_split.wrong(
    "the two parts have changed places: the training rows come first.",
    lambda n, n_train, seed: my_split.solution(n, n_train, seed)[::-1],
)
