package io.fareway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.ProviderWords;
import io.fareway.model.RequestError;

/** Fields of an error object that no vendor has and every SDK hands on: what was tried, and what the providers said. */
public final class ErrorFields {

    private ErrorFields() {}

    /** Adds {@code tried} and {@code provider_errors}; neither where there is nothing to tell. */
    public static void addTo(ObjectNode details, RequestError error) {
        if (!error.tried().isEmpty()) {
            error.tried().forEach(details.putArray("tried")::add);
        }
        for (ProviderWords words : error.providerWords()) {
            ObjectNode entry = details.withArray("provider_errors").addObject();
            entry.put("deployment", words.deployment()).put("status", words.status());
            entry.put("type", words.type()).put("code", words.code()).put("message", words.message());
        }
    }
}
