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

/** Gives each request the means to break its connection off, and to see whether its client is still there. */
@Configuration(proxyBeanMethods = false)
public class ApiServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> clientConnections() {
        return factory -> {
            factory.setProtocol(WatchedHttpProtocol.class.getName());
            factory.addEngineValves(new ConnectionValve());
        };
    }

    private static final class ConnectionValve extends ValveBase {

        ConnectionValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            org.apache.coyote.Response connection = response.getCoyoteResponse();
            ConnectionAbort abort = () -> connection.action(ActionCode.CLOSE_NOW, null);
            request.setAttribute(ConnectionAbort.ATTRIBUTE, abort);
            if (request.getConnector().getProtocolHandler() instanceof WatchedHttpProtocol protocol) {
                protocol.connection()
                        .ifPresent(socket ->
                                request.setAttribute(ClientConnection.ATTRIBUTE, new ClientConnection(socket)));
            }
            getNext().invoke(request, response);
        }
    }
}
