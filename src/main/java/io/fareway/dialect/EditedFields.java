package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestEdits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a request into the form of a host that departs from its wire format. Every other byte stays as it is. */
final class EditedFields {

    private final RequestEdits edits;
    private final ObjectNode request;
    private final List<String> losses = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private final Map<String, String> changed = new LinkedHashMap<>();

    private EditedFields(RequestEdits edits, ObjectNode request) {
        this.edits = edits;
        this.request = request;
    }

    /** The request for that host, with what it adds to the losses. */
    static Translations.Translated apply(RequestEdits edits, Translations.Translated translated) {
        if (edits.isNone()) {
            return translated;
        }
        WireRequest wire = translated.request();
        ObjectNode request = Json.parseObject(wire.body()).orElseGet(Json::object);
        EditedFields edited = new EditedFields(edits, request);
        edited.edit();
        byte[] body = JsonFields.with(JsonFields.without(wire.body(), edited.gone), edited.changed);
        List<String> losses = new ArrayList<>(translated.losses());
        losses.addAll(edited.losses);
        return new Translations.Translated(new WireRequest(wire.path(), wire.headers(), body, wire.followUp()), losses);
    }

    private void edit() {
        for (String field : edits.unsupported()) {
            if (asksFor(request.path(field))) {
                losses.add(field);
            }
            gone.add(field);
        }
        gone.addAll(edits.remove());
        edits.rename().forEach(this::rename);
        edits.set().forEach((field, value) -> {
            if (!request.has(field)) {
                changed.put(field, value.toString());
            }
        });
    }

    /** A field that is switched off asks for nothing. */
    private static boolean asksFor(JsonNode value) {
        boolean off = value.isBoolean() && !value.booleanValue();
        return !value.isMissingNode() && !value.isNull() && !off;
    }

    private void rename(String usual, String own) {
        if (!request.has(usual)) {
            return;
        }
        gone.add(usual);
        if (!request.has(own)) {
            changed.put(own, request.path(usual).toString());
        }
    }
}
