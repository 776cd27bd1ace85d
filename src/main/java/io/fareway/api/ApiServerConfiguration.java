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

/** Gives each request the means to break its connection off. */
@Configuration(proxyBeanMethods = false)
public class ApiServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionAbortValve() {
        return factory -> factory.addEngineValves(new ConnectionAbortValve());
    }

    /**
     * Closes on the container's own thread, when the response is about to be completed: closing a connection from
     * another thread races with its completion, and the request may be dispatched a second time.
     */
    private static final class ConnectionAbortValve extends ValveBase {

        ConnectionAbortValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
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
