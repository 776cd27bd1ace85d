package io.fareway.api;

import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes from a request the headers that some provider may see; which one sees which is decided when it is called. */
final class PassedHeaders {

    private PassedHeaders() {}

    /** Those headers by their names in lower case; several values of one name as one, with commas. */
    static Map<String, String> of(HttpServletRequest request, Settings settings) {
        Map<String, String> passed = new LinkedHashMap<>();
        for (Deployment deployment : settings.deployments().values()) {
            for (String name : settings.providerOf(deployment).rules().headersToProvider()) {
                Optional.ofNullable(request.getHeaders(name))
                        .map(values -> String.join(",", Collections.list(values)))
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> passed.put(name, value));
            }
        }
        return passed;
    }
}
