package io.fareway.api;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Refuses paths with {@code .} and {@code ..}: the server resolves them, and filters see what was sent. */
final class PlainPaths extends ValveBase {

    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)/(\\.|%2e){1,2}(;[^/]*)?(/|$)");

    PlainPaths() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = Objects.requireNonNullElse(request.getRequestURI(), ""); // absent when it was no HTTP
        if (DOT_SEGMENT.matcher(path).find()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            getNext().invoke(request, response);
        }
    }
}
