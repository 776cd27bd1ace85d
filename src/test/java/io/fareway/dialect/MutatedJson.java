package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages JSON objects at a few places, the same ones from the same seed. */
final class MutatedJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    MutatedJson(long seed) {
        random = new Random(seed);
    }

    /** A damaged copy, still a JSON object. */
    ObjectNode of(ObjectNode original) {
        ObjectNode copy = original.deepCopy();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<JsonNode> containers = new ArrayList<>();
            collect(copy, containers);
            damage(containers.get(random.nextInt(containers.size())));
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(below -> collect(below, containers));
        }
    }

    private void damage(JsonNode container) {
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() ? "type" : names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", object.path(name).deepCopy());
                default -> object.set(name, anything());
            }
        } else if (container instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextInt(3) == 0) {
                array.add(anything());
            } else if (random.nextBoolean()) {
                array.remove(random.nextInt(array.size()));
            } else {
                array.set(random.nextInt(array.size()), anything());
            }
        }
    }

    private JsonNode anything() {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(-1);
            case 3 -> NODES.numberNode(Long.MAX_VALUE);
            case 4 -> NODES.numberNode(1e300);
            case 5 -> NODES.textNode("");
            case 6 -> NODES.textNode("tool_use");
            case 7 -> NODES.textNode("data:image/png;base64,");
            case 8 -> NODES.arrayNode();
            case 9 -> NODES.arrayNode().add(1).add(NODES.nullNode()).add("x");
            case 10 -> NODES.objectNode();
            default -> NODES.objectNode().put("type", "function").put("role", 7);
        };
    }
}
