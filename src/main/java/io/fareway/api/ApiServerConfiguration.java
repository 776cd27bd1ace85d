package io.fareway.api;

import io.fareway.model.ConnectionAbort;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives each request the means to break its connection off, and refuses what is no HTTP in the API's own shape. */
@Configuration(proxyBeanMethods = false)
public class ApiServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionAbortValve() {
        return factory -> factory.addEngineValves(new ConnectionAbortValve());
    }

    /** Runs after Spring Boot has put its own error valve in, so that this one, further in, is the first to report. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectorErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            context.getParent().getPipeline().addValve(new ConnectorErrors());
            context.getParent().getPipeline().addValve(new PlainPaths());
        });
    }

    /** Who asks before sending a body is asked for it only when somebody reads it, not when it is refused. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> lateContinue() {
        return factory ->
                factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }

    private static final class ConnectionAbortValve extends ValveBase {

        ConnectionAbortValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            org.apache.coyote.Response connection = response.getCoyoteResponse();
            ConnectionAbort abort = () -> connection.action(ActionCode.CLOSE_NOW, null);
            request.setAttribute(ConnectionAbort.ATTRIBUTE, abort);
            getNext().invoke(request, response);
        }
    }
}
