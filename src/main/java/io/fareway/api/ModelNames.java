package io.fareway.api;

import io.fareway.model.Deployment;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** What may be asked for as {@code model}: {@code auto}, tiers, models, deployments. */
@Component
class ModelNames {

    private final Supplier<Settings> settings;

    ModelNames(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** All names with who stands behind them: a provider, or the gateway where the choice is its. */
    Map<String, String> owners() {
        Settings current = settings.get();
        Map<String, String> ownerByName = new LinkedHashMap<>();
        ownerByName.put(Settings.AUTO, "fareway");
        current.tiers().keySet().forEach(tier -> ownerByName.put(tier, "fareway"));
        for (Deployment deployment : current.deployments().values()) {
            ownerByName.putIfAbsent(deployment.model(), "fareway");
        }
        for (Deployment deployment : current.deployments().values()) {
            ownerByName.put(deployment.name(), deployment.provider());
        }
        return ownerByName;
    }

    /**
     * The name in the address behind this path, decoded.
     *
     * @throws RequestError when it is none of them
     */
    String asked(Exchange exchange, String path) {
        String given = exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class);
        String uri = exchange.getMessage().getHeader(Exchange.HTTP_URI, given, String.class);
        String name =
                UriUtils.decode(uri.startsWith(path) ? uri.substring(path.length()) : uri, StandardCharsets.UTF_8);
        if (!owners().containsKey(name)) {
            throw RequestError.unknownModel(
                    "The model '" + name + "' is not served here. GET /v1/models lists what is.");
        }
        return name;
    }
}
