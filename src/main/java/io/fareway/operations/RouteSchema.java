package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Camel's own JSON schema of its YAML DSL (draft-04, {@code schema/camelYamlDsl.json} of camel-yaml-dsl), with messages
 * a person can act on.
 *
 * <p>The schema offers most steps in a short and a long form, so one slip makes several messages; the one that lies
 * deepest in the file and names a property or a value is the one the writer meant.
 */
final class RouteSchema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";

    private final JsonSchema schema;

    RouteSchema() {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .locale(Locale.ENGLISH)
                .preloadJsonSchema(false) // most of its 264 definitions are never needed
                .build();
        try (InputStream json = RouteSchema.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException(RESOURCE + " is missing: camel-yaml-dsl is not on the class path");
            }
            schema = factory().getSchema(json, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Camel marks old options as deprecated, a word that draft-04 does not have. */
    private static JsonSchemaFactory factory() {
        JsonMetaSchema draft4 = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                .keyword(new NonValidationKeyword("deprecated"))
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V4))
                .metaSchema(draft4)
                .build();
    }

    List<RouteProblem> check(RouteDocument document) {
        Map<String, List<ValidationMessage>> byPlace = schema.validate(document.json()).stream()
                .collect(Collectors.groupingBy(
                        message -> message.getInstanceLocation().toString(), TreeMap::new, Collectors.toList()));
        return byPlace.values().stream()
                .filter(messages -> isDeepest(messages.getFirst().getInstanceLocation(), byPlace.values())
                        || firstOf(messages, "additionalProperties")
                                .filter(found -> isUnknown(found, messages))
                                .isPresent())
                .flatMap(messages -> describe(document, messages).stream())
                .toList();
    }

    private static boolean isDeepest(JsonNodePath path, Collection<List<ValidationMessage>> places) {
        return places.stream()
                .map(messages -> messages.getFirst().getInstanceLocation())
                .noneMatch(other -> other.getNameCount() > path.getNameCount() && other.startsWith(path));
    }

    private Optional<RouteProblem> describe(RouteDocument document, List<ValidationMessage> messages) {
        Node place = locate(document.root(), messages.getFirst().getInstanceLocation());
        return firstOf(messages, "additionalProperties")
                .map(message -> unknownProperty(document, place, message, messages))
                .or(() -> firstOf(messages, "required")
                        .map(message -> document.problem(place, "`" + message.getProperty() + "` is missing")))
                .or(() -> firstOf(messages, "enum").map(message -> document.problem(place, message.getError())))
                .or(() -> wrongType(document, place, messages))
                .or(() -> messages.stream().findFirst().map(message -> document.problem(place, message.getError())));
    }

    private static Optional<ValidationMessage> firstOf(List<ValidationMessage> messages, String keyword) {
        return messages.stream()
                .filter(message -> message.getType().equals(keyword))
                .findFirst();
    }

    private static Optional<RouteProblem> wrongType(
            RouteDocument document, Node place, List<ValidationMessage> messages) {
        List<String> expected = messages.stream()
                .filter(message -> message.getType().equals("type"))
                .map(message -> message.getSchemaNode().asText())
                .distinct()
                .toList();
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        String found = RouteDocument.text(place);
        String hint = expected.contains("string") && !found.isEmpty() ? ": put it in quotes" : "";
        return Optional.of(document.problem(
                place,
                (found.isEmpty() ? "this" : "`" + found + "`") + " must be a " + String.join(" or ", expected) + hint));
    }

    private RouteProblem unknownProperty(
            RouteDocument document, Node place, ValidationMessage message, List<ValidationMessage> messages) {
        String name = message.getProperty();
        Node at = RouteDocument.entry(place, name).map(NodeTuple::getKeyNode).orElse(place);
        return document.problem(at, "`" + name + "` is not known here" + nearest(name, allowed(messages)));
    }

    /** Returns whether none of the forms that a step may have knows the property. */
    private boolean isUnknown(ValidationMessage message, List<ValidationMessage> messages) {
        return !allowed(messages).contains(message.getProperty());
    }

    private List<String> allowed(List<ValidationMessage> messages) {
        return messages.stream()
                .filter(message -> message.getType().equals("additionalProperties"))
                .flatMap(message -> allowedBeside(message).stream())
                .toList();
    }

    /** The keyword's location ends in {@code /additionalProperties}; its sibling lists what is allowed. */
    private List<String> allowedBeside(ValidationMessage message) {
        JsonNode parent = schema.getSchemaNode();
        JsonNodePath path = message.getSchemaLocation().getFragment();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            Object step = path.getElement(i);
            parent = step instanceof Integer index ? parent.path(index) : child(parent, String.valueOf(step));
        }
        List<String> names = new ArrayList<>();
        parent.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode child(JsonNode parent, String step) {
        return parent.isArray() && step.matches("\\d+") ? parent.path(Integer.parseInt(step)) : parent.path(step);
    }

    private static String nearest(String name, List<String> known) {
        return known.stream()
                .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
                .map(best -> distance(name, best) <= Math.max(2, name.length() / 3)
                        ? "; did you mean `" + best + "`?"
                        : "; known are "
                                + known.stream().distinct().sorted().limit(12).collect(Collectors.joining(", ")))
                .orElse("");
    }

    /** Levenshtein's edit distance, without regard to case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static Node locate(Node root, JsonNodePath path) {
        Node node = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            node = step instanceof Integer index
                    ? RouteDocument.items(node).get(index)
                    : RouteDocument.child(node, String.valueOf(step)).orElse(node);
        }
        return node;
    }
}
