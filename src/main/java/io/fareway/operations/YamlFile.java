package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Map;

/**
 * A YAML file as read: its content, and the line where each part of it stands.
 *
 * @param path where the file lies
 * @param content the content with placeholders filled in
 * @param lines line, counted from 1, of every key and list item
 */
record YamlFile(Path path, JsonNode content, Map<JsonPointer, Integer> lines) {

    static final JsonPointer ROOT = JsonPointer.empty();

    YamlFile {
        lines = Map.copyOf(lines);
    }

    /** A file that may be left out, and is. */
    static YamlFile absent(Path path) {
        return new YamlFile(path, JsonNodeFactory.instance.objectNode(), Map.of());
    }

    /** The section of that name at the top of the file. */
    JsonNode section(String name) {
        return content.path(name);
    }

    /** The line of a part, or of the nearest part around it that stands in the file. */
    int lineOf(JsonPointer at) {
        JsonPointer nearest = at;
        while (!lines.containsKey(nearest) && !nearest.matches()) {
            nearest = nearest.head();
        }
        return lines.getOrDefault(nearest, 1);
    }

    /** Points at a part, for example {@code at("tiers", "simple")}. */
    static JsonPointer at(String... keys) {
        JsonPointer pointer = ROOT;
        for (String key : keys) {
            pointer = pointer.appendProperty(key);
        }
        return pointer;
    }
}
