package io.fareway.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a host departs from the wire format that it speaks: what is done to the fields of every request before it is sent, in
 * the order of the settings.
 *
 * @param rename its own name by the usual one
 * @param unsupported what it cannot do: left out as {@code on-unsupported} says
 * @param remove what it refuses though the answer does not depend on it: left out without a word
 * @param set values of fields that a request does not name
 * @param known fields that it understands beyond its wire format, for example {@code top_k}
 */
public record RequestEdits(
        Map<String, String> rename,
        Set<String> unsupported,
        Set<String> remove,
        Map<String, JsonNode> set,
        Set<String> known) {

    /** Nothing is done. */
    public static final RequestEdits NONE = new RequestEdits(Map.of(), Set.of(), Set.of(), Map.of(), Set.of());

    public RequestEdits {
        rename = Collections.unmodifiableMap(new LinkedHashMap<>(rename));
        unsupported = Collections.unmodifiableSet(new LinkedHashSet<>(unsupported));
        remove = Collections.unmodifiableSet(new LinkedHashSet<>(remove));
        known = Set.copyOf(known);
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    }

    /** The same, and these values where neither a request nor the settings name the field. */
    public RequestEdits orSet(Map<String, JsonNode> usual) {
        if (usual.isEmpty()) {
            return this;
        }
        Map<String, JsonNode> all = new LinkedHashMap<>(usual);
        all.putAll(set);
        return new RequestEdits(rename, unsupported, remove, all, known);
    }

    /** Whether requests are sent as they are. */
    public boolean isNone() {
        return equals(NONE);
    }
}
