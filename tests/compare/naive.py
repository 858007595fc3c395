"""The gap once more, written straight from its definition: slow, with a graph library, and sharing no code."""

from __future__ import annotations

import networkx

from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import JourneyMap, route_order


def naive_parts(ideal: JourneyMap, actual: JourneyMap, links) -> dict:
    """The four parts of the gap by name; None where a part does not exist."""
    ours = {n: left for n, (left, _right) in enumerate(links) if left}
    extras = {n: right for n, (left, right) in enumerate(links) if not left}
    missing = {n for n in ours if not links[n][1]}
    matched = set(ours) - missing
    weight_i, weight_a = weights(ideal), weights(actual)
    w = {n: mean([weight_i[i] for i in left]) for n, left in ours.items()}
    e_ideal = {n: emotion(ideal, left, weight_i) for n, left in ours.items()}
    e_actual = {n: emotion(actual, right, weight_a) for n, (_left, right) in enumerate(links) if right}
    d = {
        n: max(0, e_ideal[n] - e_actual[n])
        for n in matched
        if e_ideal[n] is not None and e_actual[n] is not None
    }
    loss = {**d, **dict.fromkeys(missing, 1)}
    graphs = {
        "next": quotient(ideal, links, 0, ("next",)),
        "walk": quotient(ideal, links, 0, ("next", "back")),
        "lived": quotient(actual, links, 1, ("next",)),
        "lived walk": quotient(actual, links, 1, ("next", "back")),
    }
    ends = [n for n in ours if graphs["next"].out_degree(n) == 0]
    return {
        "experience": experience(w, d, loss, missing, ends),
        "path": path(ideal, actual, links, graphs, set(ours), missing, set(extras), ends),
        "friction": friction(w, extras, weight_a, e_actual),
        "metrics": metrics(ideal, actual, links, w, missing),
    }


def mean(values):
    return sum(values) / len(values)


def weights(journey):
    placed = route_order(journey)
    given = [t.importance for t in placed if t.importance is not None]
    return {t.id: (mean(given) if given else 1) if t.importance is None else t.importance for t in placed}


def emotion(journey, ids, weight):
    low, high = journey.scale.min, journey.scale.max
    known = [t for t in journey.touchpoints if t.id in ids and t.emotion is not None]
    if not known:
        return None
    values = {t.id: (t.emotion - low) / (high - low) for t in known}
    average = sum(values[i] * weight[i] for i in values) / sum(weight[i] for i in values)
    return 0.5 * average + 0.5 * min(values.values())


def experience(w, d, loss, missing, ends):
    m = sum(w[n] for n in missing) / sum(w.values())
    big_d = sum(w[n] * d[n] for n in d) / sum(w[n] for n in d) if d else 0
    e = m + (1 - m) * big_d
    worst = max([w[n] / max(w.values()) * loss[n] for n in loss], default=0)
    known = [loss[n] for n in ends if n in loss]
    if not known:
        return 0.75 * e + 0.25 * worst
    return 0.6 * e + 0.25 * worst + 0.15 * mean(known)


def friction(w, extras, weight_a, e_actual):
    x = 0
    for n, ids in extras.items():
        e = 0.5 if e_actual[n] is None else e_actual[n]
        x += mean([weight_a[i] for i in ids]) * (0.3 + 0.7 * max(0, 0.5 - e) / 0.5)
    x /= sum(w.values())
    return x / (1 + x)


def quotient(journey, links, which, kinds):
    owner = {id: n for n, link in enumerate(links) for id in link[which]}
    graph = networkx.DiGraph()
    graph.add_nodes_from(owner.values())
    edges = [(e.from_, e.to) for e in route_edges(journey)]
    edges += [(t.from_, t.to) for t in journey.transitions if t.kind == "back" and "back" in kinds]
    for start, end in edges:
        if start in owner and end in owner and owner[start] != owner[end]:
            graph.add_edge(owner[start], owner[end])
    return graph


def through(graph, start, end, extras):
    """The fewest extras on a way from start to end that touches nothing else; None where there is none."""
    kept = graph.subgraph([n for n in graph if n in extras or n in (start, end)])
    try:
        return networkx.shortest_path_length(kept, start, end) - 1
    except networkx.NetworkXNoPath:
        return None


def path(ideal, actual, links, graphs, ours, missing, extras, ends):
    matched = ours - missing
    cost = []
    for u, v in graphs["next"].edges:
        k = None if {u, v} & missing else through(graphs["lived"], u, v, extras)
        cost.append(1 if k is None else 0.5 * (1 - 2**-k))
    leads = {n: networkx.descendants(graphs["walk"], n) for n in ours}
    joins = {
        (u, v)
        for u in matched
        for v in matched
        if u != v and through(graphs["lived walk"], u, v, extras) is not None
    }
    loops = sum(u in leads[v] and v not in leads[u] for u, v in joins)
    drops = 0
    for n in ours - set(ends):
        lived = set(links[n][1])
        leaves = leaving(actual) & lived and not leaving(ideal) & set(links[n][0])
        drops += bool(n in missing or not any(u == n for u, _v in joins) or leaves)
    if not cost and not loops and not drops:
        return None
    edges = len(cost)
    average = mean(cost) if cost else 0
    return 0.5 * average + 0.25 * loops / (loops + max(1, edges)) + 0.25 * drops / (drops + max(1, len(ends)))


def leaving(journey):
    return {t.from_ for t in journey.transitions if t.kind == "leave"}


def metrics(ideal, actual, links, w, missing):
    found = []
    for n in w:
        targets, lived = values(ideal, links[n][0]), values(actual, links[n][1])
        for kind, target in targets.items():
            if n in missing:
                found.append((w[n], 1))
            elif kind in lived:
                found.append((w[n], worse(kind, target, lived[kind])))
    return sum(a * b for a, b in found) / sum(a for a, _b in found) if found else None


def values(journey, ids):
    rows = {}
    for t in journey.touchpoints:
        if t.id in ids:
            for m in t.metrics:
                rows.setdefault(m.kind, []).append(m.value)
    return {kind: mean(row) for kind, row in rows.items()}


def worse(kind, ideal, actual):
    """Of the generator's five kinds."""
    if kind in ("aht", "полнота"):
        bad, span = actual - ideal, max(abs(ideal), abs(actual)) if kind == "aht" else 10
    else:
        bad, span = ideal - actual, {"nps": 200, "csat": 100, "ces": 6}[kind]
    return min(1, max(0, bad) / span) if span else 0
