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

/** What the API needs of the HTTP server: the means to break a connection off, and model names in paths. */
@Configuration(proxyBeanMethods = false)
public class ApiServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionAbortValve() {
        return factory -> factory.addEngineValves(new ConnectionAbortValve());
    }

    /** SDKs ask for the model {@code one/small} as {@code /v1/models/one%2Fsmall}, which Tomcat refuses by default. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesInModelNames() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
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
