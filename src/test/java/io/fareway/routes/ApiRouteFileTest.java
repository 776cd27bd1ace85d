package io.fareway.routes;

import io.fareway.testing.ChatClient;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One file of routes/ that is called over HTTP. */
abstract class ApiRouteFileTest extends RouteFileTest {

    ChatClient client = new ChatClient(0);

    @LocalServerPort
    private int port;

    @BeforeEach
    void newClient() {
        client = new ChatClient(port);
    }

    /** Returns the status of a request, whose body is an empty object if it is a POST. */
    int send(String method, String path, String contentType) {
        return client.send(HttpRequest.newBuilder(at(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
                        .header("Content-Type", contentType)
                        .build())
                .statusCode();
    }

    URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
