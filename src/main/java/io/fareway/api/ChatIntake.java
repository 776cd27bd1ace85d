package io.fareway.api;

import io.fareway.model.AnswerStream;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.Settings;
import io.fareway.provider.Timers;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/** Turns an HTTP request into a journey and leaves nothing else of it in the exchange. */
@Component
public class ChatIntake {

    private final ChatRequestReader reader;
    private final RequestIds ids;
    private final Supplier<Settings> settings;
    private final Clock clock;
    private final Timers timers;

    ChatIntake(ChatRequestReader reader, RequestIds ids, Supplier<Settings> settings, Clock clock, Timers timers) {
        this.reader = reader;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
    }

    /** Reads the request, starts its journey, and drops body and headers, so that no inbound header steers a route. */
    public void accept(Exchange exchange) {
        long receivedNanos = System.nanoTime();
        PlatformHttpMessage http = exchange.getMessage(PlatformHttpMessage.class);
        String task = Optional.ofNullable(http.getRequest().getHeader("x-fareway-task"))
                .orElse("");
        byte[] body = Optional.ofNullable(http.getBody(byte[].class)).orElse(new byte[0]);
        ChatRequest request = reader.read(body, task.trim());
        Optional<AnswerStream> stream = request.stream()
                ? Optional.of(new ClientStream(http.getRequest(), http.getResponse(), timers))
                : Optional.empty();
        exchange.setProperty(
                Journey.PROPERTY,
                new Journey(
                        ids.next(),
                        http.getRequest().getRequestURI(),
                        request,
                        settings.get(),
                        clock.instant(),
                        receivedNanos,
                        stream,
                        ""));
        Message message = exchange.getMessage();
        message.setBody(null);
        message.removeHeaders("*");
    }
}
