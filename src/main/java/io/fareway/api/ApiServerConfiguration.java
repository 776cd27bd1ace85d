package io.fareway.api;

import io.fareway.model.ConnectionAbort;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives each request the means to break its connection off and to see whether its client is still there, and refuses
 * what is no HTTP in the API's own shape. Lets model names stand in paths.
 */
@Configuration(proxyBeanMethods = false)
public class ApiServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> clientConnections() {
        return factory -> {
            factory.setProtocol(WatchedHttpProtocol.class.getName());
            factory.addEngineValves(new ConnectionValve());
        };
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

    /** SDKs ask for the model {@code one/small} as {@code /v1/models/one%2Fsmall}, which Tomcat refuses by default. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesInModelNames() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    /**
     * Closes on the container's own thread, when the response is about to be completed: closing a connection from
     * another thread races with its completion, and the request may be dispatched a second time.
     */
    private static final class ConnectionValve extends ValveBase {

        ConnectionValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (request.getConnector().getProtocolHandler() instanceof WatchedHttpProtocol protocol) {
                protocol.connection()
                        .ifPresent(socket ->
                                request.setAttribute(ClientConnection.ATTRIBUTE, new ClientConnection(socket)));
            }
            WantedAbort abort = abortOf(request);
            getNext().invoke(request, response);
            if (abort.isWanted() && !request.isAsync()) {
                response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            }
        }

        /** An asynchronous request passes twice: on its arrival, and when its response is to be completed. */
        private static WantedAbort abortOf(Request request) {
            if (request.getAttribute(ConnectionAbort.ATTRIBUTE) instanceof WantedAbort known) {
                return known;
            }
            WantedAbort added = new WantedAbort();
            request.setAttribute(ConnectionAbort.ATTRIBUTE, added);
            return added;
        }
    }

    private static final class WantedAbort implements ConnectionAbort {

        private volatile boolean wanted;

        @Override
        public void now() {
            wanted = true;
        }

        boolean isWanted() {
            return wanted;
        }
    }
}
