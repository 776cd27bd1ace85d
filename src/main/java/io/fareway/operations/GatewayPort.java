package io.fareway.operations;

import java.util.function.IntSupplier;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** The port on which the gateway answers; where no server runs, the one on which it would. */
@Component
final class GatewayPort implements IntSupplier {

    private static final int DEFAULT = 8080;

    private final ApplicationContext application;

    GatewayPort(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public int getAsInt() {
        if (application instanceof WebServerApplicationContext server) {
            return server.getWebServer().getPort();
        }
        return application.getEnvironment().getProperty("server.port", Integer.class, DEFAULT);
    }
}
