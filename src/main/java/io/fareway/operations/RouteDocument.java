package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A route file as the tree of its YAML nodes, each of which knows its line. It is parsed as Camel parses it (YAML 1.2).
 *
 * @param file the file
 * @param root the list of routes, templates and so on
 */
record RouteDocument(RouteFile file, Node root) {

    /**
     * Parses a file.
     *
     * @throws InvalidRoutesException when it is empty, not YAML, or gives a key twice
     */
    static RouteDocument parse(RouteFile file) {
        try {
            Node root = new Compose(LoadSettings.builder().build())
                    .composeString(file.text())
                    .orElseThrow(() -> refused(file, 1, "is empty; add a route or remove the file"));
            RouteDocument document = new RouteDocument(file, root);
            document.refuseUnsuitable(root);
            return document;
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> place = e.getProblemMark().or(e::getContextMark);
            throw refused(
                    file, place.map(mark -> mark.getLine() + 1).orElse(1), "is not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw refused(file, 1, "is not valid YAML: " + e.getMessage());
        }
    }

    private static InvalidRoutesException refused(RouteFile file, int line, String text) {
        return new InvalidRoutesException(List.of(new RouteProblem(file.name(), line, text)));
    }

    /** An alias may point back at its own parent, and every later walk over the tree would never end. */
    private void refuseUnsuitable(Node node) {
        if (node.getAnchor().isPresent()) {
            throw refused(file, line(node), "YAML anchors are not supported; write the part out");
        }
        if (node instanceof MappingNode mapping) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple entry : mapping.getValue()) {
                if (!keys.add(text(entry.getKeyNode()))) {
                    throw refused(file, line(entry.getKeyNode()), "gives `" + text(entry.getKeyNode()) + "` twice");
                }
            }
        }
        children(node).forEach(this::refuseUnsuitable);
    }

    RouteProblem problem(Node at, String text) {
        return new RouteProblem(file.name(), line(at), text);
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** Returns the text of a scalar, and nothing for a list or a mapping. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    static Optional<Node> child(Node parent, String key) {
        return entry(parent, key).map(NodeTuple::getValueNode);
    }

    static Optional<NodeTuple> entry(Node parent, String key) {
        return entries(parent).stream()
                .filter(tuple -> text(tuple.getKeyNode()).equals(key))
                .findFirst();
    }

    static List<NodeTuple> entries(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    static List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    static List<Node> children(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().map(NodeTuple::getValueNode).toList();
        }
        return items(node);
    }

    /** Returns every scalar below a node, in the order of the file. */
    static List<ScalarNode> scalars(Node node) {
        List<ScalarNode> found = new ArrayList<>();
        if (node instanceof ScalarNode scalar) {
            found.add(scalar);
        }
        children(node).forEach(child -> found.addAll(scalars(child)));
        return found;
    }

    JsonNode json() {
        return json(root);
    }

    private static JsonNode json(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                mapping.getValue().forEach(entry -> object.set(text(entry.getKeyNode()), json(entry.getValueNode())));
                yield object;
            }
            case SequenceNode sequence -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                sequence.getValue().forEach(item -> array.add(json(item)));
                yield array;
            }
            default -> scalarJson(node);
        };
    }

    private static JsonNode scalarJson(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        String value = text(node);
        Tag tag = node.getTag();
        if (tag.equals(Tag.BOOL)) {
            return factory.booleanNode(Boolean.parseBoolean(value));
        }
        if (tag.equals(Tag.NULL)) {
            return factory.nullNode();
        }
        boolean decimal = value.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
        if (decimal && tag.equals(Tag.INT)) {
            return factory.numberNode(new BigDecimal(value).toBigInteger());
        }
        if (decimal && tag.equals(Tag.FLOAT)) {
            return factory.numberNode(new BigDecimal(value));
        }
        return factory.textNode(value);
    }
}
