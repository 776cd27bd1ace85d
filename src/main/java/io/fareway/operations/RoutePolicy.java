package io.fareway.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * House rules on top of Camel's schema, for all files of one revision together: routes and templates have an id and a
 * description, steps have an id, ids are unique, only allowed components are named, beans name their method.
 *
 * <p>One instance checks one revision.
 */
final class RoutePolicy {

    private static final Set<String> ENDPOINT_STEPS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");
    private static final Set<String> NAMED_PARTS = Set.of(
            "when",
            "doCatch",
            "otherwise",
            "doFinally",
            "onFallback",
            "onException",
            "onCompletion",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint");

    private final Set<String> allowedSchemes;
    private final List<RouteProblem> problems = new ArrayList<>();
    private final Map<String, RouteProblem> firstUseOfId = new HashMap<>();

    RoutePolicy(Set<String> allowedSchemes) {
        this.allowedSchemes = allowedSchemes;
    }

    List<RouteProblem> check(List<RouteDocument> documents) {
        for (RouteDocument document : documents) {
            for (Node item : RouteDocument.items(document.root())) {
                RouteDocument.entries(item).forEach(entry -> rootItem(document, entry));
            }
        }
        return List.copyOf(problems);
    }

    private void rootItem(RouteDocument document, NodeTuple entry) {
        String kind = RouteDocument.text(entry.getKeyNode());
        switch (kind) {
            case "from" ->
                report(document, entry.getKeyNode(), "write `- route:` with an id and a description around `from`");
            case "route", "routeTemplate" -> {
                id(document, kind, entry.getKeyNode(), entry.getValueNode());
                if (RouteDocument.child(entry.getValueNode(), "description").isEmpty()) {
                    report(document, entry.getKeyNode(), "the " + kind + " needs a `description`");
                }
            }
            case "routeConfiguration" -> id(document, kind, entry.getKeyNode(), entry.getValueNode());
            default -> {
                if (NAMED_PARTS.contains(kind)) {
                    id(document, kind, entry.getKeyNode(), entry.getValueNode());
                }
            }
        }
        descend(document, kind, entry.getValueNode());
    }

    private void descend(RouteDocument document, String owner, Node node) {
        for (Node item : RouteDocument.items(node)) {
            descend(document, owner, item);
        }
        for (NodeTuple entry : RouteDocument.entries(node)) {
            String key = RouteDocument.text(entry.getKeyNode());
            Node value = entry.getValueNode();
            if (key.equals("uri")) {
                endpoint(document, owner, value);
            } else if (key.equals("steps")) {
                steps(document, value);
            } else if (!key.equals("parameters")) {
                if (NAMED_PARTS.contains(key)) {
                    namedParts(document, key, entry);
                }
                descend(document, key, value);
            }
        }
    }

    private void namedParts(RouteDocument document, String key, NodeTuple entry) {
        List<Node> parts = RouteDocument.items(entry.getValueNode());
        if (parts.isEmpty()) {
            id(document, key, entry.getKeyNode(), entry.getValueNode());
        }
        for (Node part : parts) {
            // a routeConfiguration lists `- onException: {...}`, whose body is met further down
            if (RouteDocument.entry(part, key).isEmpty()) {
                id(document, key, part, part);
            }
        }
    }

    private void steps(RouteDocument document, Node steps) {
        for (Node item : RouteDocument.items(steps)) {
            for (NodeTuple step : RouteDocument.entries(item)) {
                step(document, RouteDocument.text(step.getKeyNode()), step);
            }
        }
    }

    private void step(RouteDocument document, String kind, NodeTuple step) {
        Node body = step.getValueNode();
        id(document, kind, step.getKeyNode(), body);
        if (body instanceof ScalarNode && ENDPOINT_STEPS.contains(kind)) {
            endpoint(document, kind, body);
        }
        if (kind.equals("bean") && (lacks(body, "ref") || lacks(body, "method") || !lacks(body, "beanType"))) {
            report(document, step.getKeyNode(), "a bean step names `ref` and `method`, and no `beanType`");
        }
        if (kind.equals("process") && lacks(body, "ref")) {
            report(document, step.getKeyNode(), "a process step names `ref`");
        }
        descend(document, kind, body);
    }

    private static boolean lacks(Node body, String key) {
        return RouteDocument.child(body, key).isEmpty();
    }

    private void id(RouteDocument document, String kind, Node at, Node body) {
        String id = RouteDocument.child(body, "id").map(RouteDocument::text).orElse("");
        if (id.isBlank()) {
            report(document, at, "`" + kind + "` needs an `id`");
            return;
        }
        RouteProblem here = document.problem(at, "the id `" + id + "` is already used");
        RouteProblem first = firstUseOfId.putIfAbsent(id, here);
        if (first != null) {
            problems.add(new RouteProblem(
                    here.file(), here.line(), here.text() + " at " + first.file() + ":" + first.line()));
        }
    }

    private void endpoint(RouteDocument document, String owner, Node uri) {
        String text = RouteDocument.text(uri);
        String scheme = scheme(text);
        if (scheme.startsWith("{{")) {
            return; // known only when the template is filled in: RouteRevisionFactory looks at every endpoint again
        }
        if (!allowedSchemes.contains(scheme)) {
            report(document, uri, refusal(scheme, allowedSchemes));
        } else if (owner.equals("toD") && scheme.startsWith("http")) {
            report(document, uri, "toD must not call HTTP addresses; use `to` with a fixed address");
        }
    }

    static String refusal(String scheme, Set<String> allowed) {
        return "the component `" + scheme + "` is not allowed; allowed are "
                + allowed.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Returns what stands before the first colon or question mark of an endpoint URI. */
    static String scheme(String uri) {
        return uri.startsWith("{{") ? "{{" : uri.split("[:?]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private void report(RouteDocument document, Node at, String text) {
        problems.add(document.problem(at, text));
    }
}
