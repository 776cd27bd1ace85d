package io.fareway.operations;

import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import io.fareway.pricing.PriceBook;
import io.fareway.provider.ProviderRoutes;
import io.fareway.routing.TierRoutes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Builds from {@code config/} what the next revision of the routes binds by name. */
@Component
class GatewayRevisionSource implements RevisionSource {

    private static final Path CONFIG = Path.of("config");

    private final Environment environment;
    private final ServletWebServerApplicationContext server;
    private final SettingsFiles files;
    private final CurrentSettings current;
    private final PriceBook prices;
    private final ProviderRoutes providers;

    GatewayRevisionSource(
            Environment environment,
            ServletWebServerApplicationContext server,
            SettingsFiles files,
            CurrentSettings current,
            PriceBook prices,
            ProviderRoutes providers) {
        this.environment = environment;
        this.server = server;
        this.files = files;
        this.current = current;
        this.prices = prices;
        this.providers = providers;
    }

    @Override
    public RevisionContents prepare() {
        Settings settings = load();
        Map<String, Object> beans = new LinkedHashMap<>(providers.beans(settings));
        beans.put("tierRouteParameters", new TierRoutes(settings));
        return new Contents(settings, beans);
    }

    private Settings load() {
        try {
            return files.load(CONFIG, environment, server.getWebServer().getPort());
        } catch (InvalidSettingsException e) {
            throw new RevisionRefusedException(e.problems(), e);
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
            current.activate(settings);
        }
    }
}
