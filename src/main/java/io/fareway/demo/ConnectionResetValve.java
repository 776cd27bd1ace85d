package io.fareway.demo;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Gives each request under {@code /demo/} the means to break its connection off. */
class ConnectionResetValve extends ValveBase {

    ConnectionResetValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getRequestURI().startsWith("/demo/")) {
            org.apache.coyote.Response connection = response.getCoyoteResponse();
            ConnectionReset reset = () -> connection.action(ActionCode.CLOSE_NOW, null);
            request.setAttribute(ConnectionReset.ATTRIBUTE, reset);
        }
        getNext().invoke(request, response);
    }
}
