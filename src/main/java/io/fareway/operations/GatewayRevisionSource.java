package io.fareway.operations;

import io.fareway.admission.CallerKeys;
import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.PriceConflictException;
import io.fareway.provider.ProviderRoutes;
import io.fareway.provider.RevisionSettings;
import io.fareway.routing.TierRoutes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Builds from {@code config/} what the next revision of the routes binds by name. */
@Component
class GatewayRevisionSource implements RevisionSource {

    private final Path folder;
    private final Environment environment;
    private final GatewayPort port;
    private final SettingsFiles files;
    private final CurrentSettings current;
    private final PriceBook prices;
    private final ProviderRoutes providers;
    private final CallerKeys callers;

    GatewayRevisionSource(
            SettingsProperties properties,
            Environment environment,
            GatewayPort port,
            SettingsFiles files,
            CurrentSettings current,
            PriceBook prices,
            ProviderRoutes providers,
            CallerKeys callers) {
        this.callers = callers;
        this.folder = properties.folder();
        this.environment = environment;
        this.port = port;
        this.files = files;
        this.current = current;
        this.prices = prices;
        this.providers = providers;
    }

    @Override
    public RevisionContents prepare() {
        Settings settings = files.load(folder, environment, port.getAsInt());
        checkPrices(settings);
        Map<String, Object> beans = new LinkedHashMap<>(providers.beans(settings));
        beans.put(RevisionSettings.BEAN, settings);
        beans.put("tierRouteParameters", new TierRoutes(settings));
        return new Contents(settings, beans);
    }

    private void checkPrices(Settings settings) {
        try {
            prices.check(settings.prices());
        } catch (PriceConflictException e) {
            throw new RevisionRefusedException(List.of(folder.resolve("prices.yaml") + ": " + e.getMessage()), e);
        }
    }

    private final class Contents implements RevisionContents {

        private final Settings settings;
        private final Map<String, Object> beans;

        Contents(Settings settings, Map<String, Object> beans) {
            this.settings = settings;
            this.beans = Map.copyOf(beans);
        }

        @Override
        public Map<String, Object> beans() {
            return beans;
        }

        @Override
        public boolean demo() {
            return settings.deployments().values().stream().anyMatch(Deployment::simulated);
        }

        @Override
        public void activate() {
            prices.configured(settings.prices());
            callers.activate(settings.callers());
            current.activate(settings);
        }
    }
}
