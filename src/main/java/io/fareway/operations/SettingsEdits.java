package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.RequestEdits;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** How a host departs from its wire format, as {@code request-fields} of its entry says. */
final class SettingsEdits {

    private SettingsEdits() {}

    static RequestEdits of(JsonNode fields) {
        Map<String, String> rename = new LinkedHashMap<>();
        fields.path("rename")
                .properties()
                .forEach(field -> rename.put(field.getKey(), field.getValue().asText()));
        Map<String, JsonNode> set = new LinkedHashMap<>();
        fields.path("set").properties().forEach(field -> set.put(field.getKey(), field.getValue()));
        return new RequestEdits(
                rename,
                names(fields.path("unsupported")),
                names(fields.path("remove")),
                set,
                names(fields.path("known")));
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
