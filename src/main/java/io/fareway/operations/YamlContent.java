package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.env.PropertyResolver;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Turns one file's YAML nodes into JSON nodes, fills in placeholders, and notes every line. Only {@code true} and
 * {@code false} are booleans, and only plain decimal digits are numbers: {@code no}, {@code 0x1F} and dates stay text.
 */
final class YamlContent {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,18}\\.[0-9]{1,18}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Path path;
    private final PropertyResolver placeholders;
    private final SettingsProblems problems;
    private final Resolver resolver = new Resolver();
    private final Map<JsonPointer, Integer> lines = new HashMap<>();

    YamlContent(Path path, PropertyResolver placeholders, SettingsProblems problems) {
        this.path = path;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    YamlFile of(Node root) {
        return new YamlFile(path, convert(root, YamlFile.ROOT), lines);
    }

    private JsonNode convert(Node node, JsonPointer at) {
        lines.putIfAbsent(at, lineOf(node));
        return switch (node) {
            case MappingNode mapping -> object(mapping, at);
            case SequenceNode sequence -> array(sequence, at);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalStateException("YAML node of unknown kind: " + node.getNodeId());
        };
    }

    private ObjectNode object(MappingNode mapping, JsonPointer at) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode keyNode) {
                addEntry(object, at, keyNode, entry.getValueNode());
            } else {
                problems.add(path, lineOf(entry.getKeyNode()), "a key must be plain text, not a list or a mapping");
            }
        }
        return object;
    }

    private void addEntry(ObjectNode object, JsonPointer at, ScalarNode keyNode, Node value) {
        String key = keyNode.getValue();
        JsonPointer entryAt = at.appendProperty(key);
        if (object.has(key)) {
            problems.add(
                    path,
                    lineOf(keyNode),
                    "\"" + key + "\" stands here a second time (first in line " + lines.get(entryAt)
                            + "): remove one of them");
            return;
        }
        lines.put(entryAt, lineOf(keyNode));
        object.set(key, convert(value, entryAt));
    }

    private ArrayNode array(SequenceNode sequence, JsonPointer at) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(convert(item, at.appendIndex(array.size())));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode node) {
        String written = node.getValue();
        String text = fillIn(written, node);
        Tag tag = written.equals(text) ? node.getTag() : resolver.resolve(NodeId.scalar, text, node.isPlain());
        if (tag.equals(Tag.INT) && WHOLE_NUMBER.matcher(text).matches()) {
            return JSON.numberNode(Long.parseLong(text));
        }
        if (tag.equals(Tag.FLOAT) && DECIMAL.matcher(text).matches()) {
            return JSON.numberNode(new BigDecimal(text));
        }
        if (tag.equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
            return JSON.booleanNode(text.equals("true"));
        }
        return tag.equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(text);
    }

    private String fillIn(String text, Node node) {
        try {
            return placeholders.resolveRequiredPlaceholders(text);
        } catch (IllegalArgumentException e) {
            problems.add(
                    path,
                    lineOf(node),
                    "the placeholder in \"" + text + "\" has no value: set that environment variable, or give a "
                            + "default as in ${NAME:default}");
            return text;
        }
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
