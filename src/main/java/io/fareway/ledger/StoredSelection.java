package io.fareway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Selection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the database writes a choice: {@code {"policy":P,"why":W,"profile":F,"kept":[[deployment, pico-USD or null, ms,
 * note]...],"dropped":[[deployment, rule, reason]...]}}, about 40 bytes a candidate; empty notes and profiles are left
 * out.
 */
final class StoredSelection {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredSelection() {}

    /** Empty text for a request that did not get as far as a choice. */
    static String of(Selection selection) {
        if (selection.equals(Selection.NONE)) {
            return "";
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("policy", selection.policy().label());
        json.put("why", selection.policyReason());
        if (!selection.profile().isEmpty()) {
            json.put("profile", selection.profile());
        }
        ArrayNode kept = json.putArray("kept");
        selection.kept().forEach(each -> write(each, kept.addArray()));
        ArrayNode dropped = json.putArray("dropped");
        selection.dropped().forEach(each -> dropped.addArray()
                .add(each.deployment())
                .add(each.rule())
                .add(each.reason()));
        return json.toString();
    }

    private static void write(Selection.Kept each, ArrayNode row) {
        row.add(each.deployment());
        if (each.expectedPicoUsd().isPresent()) {
            row.add(each.expectedPicoUsd().getAsLong());
        } else {
            row.addNull();
        }
        row.add(each.expectedMillis());
        if (!each.note().isEmpty()) {
            row.add(each.note());
        }
    }

    /** Reads what {@link #of} wrote; empty when nothing was. */
    static Optional<Selection> read(String stored) throws SQLException {
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(stored);
            List<Selection.Kept> kept = new ArrayList<>();
            json.path("kept").forEach(row -> kept.add(readKept(row)));
            List<Selection.Dropped> dropped = new ArrayList<>();
            json.path("dropped")
                    .forEach(row -> dropped.add(new Selection.Dropped(
                            row.path(0).asText(),
                            row.path(1).asText(),
                            row.path(2).asText())));
            return Optional.of(new Selection(
                    json.path("profile").asText(""),
                    Policy.of(json.path("policy").asText()).orElse(Policy.FIXED),
                    json.path("why").asText(),
                    kept,
                    dropped));
        } catch (JsonProcessingException unreadable) {
            throw new SQLException("column selection of table request is not JSON: " + stored, unreadable);
        }
    }

    private static Selection.Kept readKept(JsonNode row) {
        return new Selection.Kept(
                row.path(0).asText(),
                row.path(1).isNull()
                        ? OptionalLong.empty()
                        : OptionalLong.of(row.path(1).asLong()),
                row.path(2).asLong(),
                row.path(3).asText(""));
    }
}
