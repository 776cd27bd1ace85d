package io.fareway.operations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToCreateRouteFromTemplateException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Finds the file and line that a failure of Camel means.
 *
 * <p>Camel names the route and, in the innermost message, the bean, endpoint, method or expression at fault: the line
 * is that of the longest text in the route which the message repeats.
 */
final class RouteErrors {

    private static final int SHORTEST_TELLING_TEXT = 3;
    private static final String ROUTE_DUMP = "<<< in route:";

    private final List<RouteDocument> documents;

    RouteErrors(List<RouteDocument> documents) {
        this.documents = documents;
    }

    InvalidRoutesException explain(Throwable failure) {
        List<String> messages = messages(failure);
        return new InvalidRoutesException(place(failure, messages, oneLine(messages.getFirst())), failure);
    }

    /** Reports an endpoint that only became known when Camel built it. */
    RouteProblem at(String endpointUri, String text) {
        return mentioned(everything(), endpointUri)
                .map(found -> found.document().problem(found.node(), text))
                .orElseGet(() -> new RouteProblem(documents.getFirst().file().name(), 1, text));
    }

    private RouteProblem place(Throwable failure, List<String> messages, String text) {
        List<Place> route = owner(failure).stream().toList();
        List<Place> searched = route.isEmpty() ? everything() : route;
        return messages.stream()
                .flatMap(message -> mentioned(searched, message).stream())
                .findFirst()
                .or(() -> route.stream().findFirst())
                .map(found -> found.document().problem(found.node(), text))
                .orElseGet(() -> new RouteProblem(documents.getFirst().file().name(), 1, text));
    }

    private Optional<Place> owner(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> switch (cause) {
                    case FailedToCreateRouteException e -> Stream.ofNullable(e.getRouteId());
                    case FailedToStartRouteException e -> Stream.ofNullable(e.getRouteId());
                    case FailedToCreateRouteFromTemplateException e -> Stream.ofNullable(e.getTemplateId());
                    default -> Stream.<String>empty();
                })
                .flatMap(id -> everything().stream().filter(hasId(id)))
                .findFirst();
    }

    private static Predicate<Place> hasId(String id) {
        return place -> RouteDocument.entries(place.node()).stream()
                .anyMatch(entry -> RouteDocument.child(entry.getValueNode(), "id")
                        .filter(value -> RouteDocument.text(value).equals(id))
                        .isPresent());
    }

    private List<Place> everything() {
        return documents.stream()
                .flatMap(document ->
                        RouteDocument.items(document.root()).stream().map(item -> new Place(document, item)))
                .toList();
    }

    private static Optional<Place> mentioned(List<Place> places, String message) {
        String haystack = normalised(message);
        return places.stream()
                .flatMap(place -> RouteDocument.scalars(place.node()).stream()
                        .filter(scalar -> isMentioned(scalar, haystack))
                        .map(scalar -> new Place(place.document(), scalar)))
                .max(Comparator.comparingInt(
                        place -> RouteDocument.text(place.node()).length()));
    }

    private static boolean isMentioned(ScalarNode scalar, String haystack) {
        String text = normalised(scalar.getValue().strip());
        return text.length() >= SHORTEST_TELLING_TEXT && haystack.contains(text);
    }

    /** Camel writes {@code direct://x} where a person writes {@code direct:x}. */
    private static String normalised(String text) {
        return text.replace("://", ":");
    }

    /** Returns what the exceptions say, innermost first, without the dump of the whole route. */
    private static List<String> messages(Throwable failure) {
        List<String> messages = causes(failure)
                .flatMap(cause -> Stream.ofNullable(cause.getMessage()))
                .map(message -> message.split(ROUTE_DUMP, 2)[0])
                .toList()
                .reversed();
        return messages.isEmpty() ? List.of(failure.toString()) : messages;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < 50; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain.stream();
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private record Place(RouteDocument document, Node node) {}
}
