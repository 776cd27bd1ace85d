package io.fareway.provider;

import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the probes of {@code routes/93-health.camel.yaml} say about a provider. A failed probe counts as a failed call of
 * each of its deployments. A good one after a failed one lets open breakers be tried at once; it counts for nothing else,
 * because a provider that lists its models need not be able to answer.
 */
@Component
public class HealthProbes {

    /** Exchange property that holds the name of the provider. */
    private static final String PROVIDER = "probedProvider";

    private static final int MOST_BYTES_READ = 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(HealthProbes.class);

    private final Supplier<Settings> settings;
    private final Availability availability;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    HealthProbes(Supplier<Settings> settings, Availability availability) {
        this.settings = settings;
        this.availability = availability;
    }

    /** Takes in the answer to a probe: any status below 500 is a sign of life. */
    public void answered(Exchange exchange, @ExchangeProperty(PROVIDER) String provider) throws IOException {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (exchange.getMessage().getBody() instanceof LiveBody body) {
            try (body) {
                body.guardIdle();
                body.readNBytes(MOST_BYTES_READ);
            }
        }
        exchange.getMessage().setBody(null);
        if (status < 500) {
            noteWell(provider);
        } else {
            noteFailed(provider, ProviderFault.status(status, "status " + status));
        }
    }

    /** Takes in that a probe had no answer. */
    public void failed(Exchange exchange, @ExchangeProperty(PROVIDER) String provider) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (caught instanceof ConnectionRequestTimeoutException) {
            return; // all connections are at work: busy, not ill
        }
        noteFailed(provider, ProviderFault.transport(FailureWords.of(caught), caught));
    }

    /** Whether the last probe of a provider failed. */
    public boolean isFailing(String provider) {
        return failing.contains(provider);
    }

    private void noteFailed(String provider, ProviderFault fault) {
        if (failing.add(provider)) {
            LOG.warn("{} fails its health probe: {}", provider, fault.getMessage());
        }
        deploymentsOf(provider)
                .forEach(deployment -> availability.breaker(deployment).onError(0, TimeUnit.NANOSECONDS, fault));
    }

    private void noteWell(String provider) {
        if (failing.remove(provider)) {
            LOG.info("{} answers its health probe again", provider);
            deploymentsOf(provider).forEach(availability::tryNow);
        }
    }

    private Iterable<Deployment> deploymentsOf(String provider) {
        return settings.get().deployments().values().stream()
                .filter(deployment -> deployment.provider().equals(provider))
                .toList();
    }
}
