package io.fareway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/** Takes from an HTTP request what the demo routes need and empties the message. */
@Component("demoIntake")
class Intake {

    private final Map<String, DemoProperties.Profile> providers;
    private final ChatCallReader reader;
    private final FaultSwitch faults;

    Intake(DemoProperties properties, ChatCallReader reader, FaultSwitch faults) {
        this.providers = properties.providers();
        this.reader = reader;
        this.faults = faults;
    }

    /** Accepts a chat request. */
    public void acceptChat(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        byte[] body = open(exchange);
        String provider = provider(exchange);
        demo.setCall(reader.read(provider, profile(provider), body));
    }

    /** Accepts a request that only names a provider; its name is the new body. */
    public void acceptProvider(Exchange exchange) {
        open(exchange);
        exchange.getMessage().setBody(provider(exchange));
    }

    /** Sets the fault switch of a provider as the body says. */
    public void acceptFault(Exchange exchange) {
        byte[] body = open(exchange);
        String provider = provider(exchange);
        JsonNode wish = reader.object(body);
        Fault fault = Fault.of(wish.path("fault").asText(""))
                .orElseThrow(() -> Refusal.invalid("fault", "'fault' must be one of " + Fault.labels() + "."));
        int retryAfter = whole(wish, "retry_after_s", 0).orElse(ArmedFault.DEFAULT_RETRY_AFTER_SECONDS);
        faults.arm(provider, new ArmedFault(fault, whole(wish, "times", 1), retryAfter));
    }

    private static byte[] open(Exchange exchange) {
        if (!(exchange.getMessage() instanceof PlatformHttpMessage http)) {
            throw new IllegalStateException("the demo routes need platform-http on Spring Boot");
        }
        new DemoExchange(exchange).open(http);
        byte[] body = Optional.ofNullable(http.getBody(byte[].class)).orElse(new byte[0]);
        http.setBody(null);
        return body;
    }

    private String provider(Exchange exchange) {
        String name = exchange.getMessage().getHeader("provider", "", String.class);
        profile(name);
        return name;
    }

    private DemoProperties.Profile profile(String name) {
        return Optional.ofNullable(providers.get(name))
                .orElseThrow(() -> Refusal.unknownProvider("There is no simulated provider of that name: use one of "
                        + String.join(", ", providers.keySet()) + "."));
    }

    private static OptionalInt whole(JsonNode wish, String name, int least) {
        if (!wish.hasNonNull(name)) {
            return OptionalInt.empty();
        }
        JsonNode number = wish.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < least) {
            throw Refusal.invalid(name, "'" + name + "' must be a whole number of at least " + least + ".");
        }
        return OptionalInt.of(number.intValue());
    }
}
