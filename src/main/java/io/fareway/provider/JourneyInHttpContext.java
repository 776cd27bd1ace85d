package io.fareway.provider;

import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpActivityListener;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.springframework.stereotype.Component;

/**
 * Makes Camel's HTTP component put the exchange into the context of each call, where our client finds the journey and
 * its deadline. Listens to nothing: with a client of our own the component never calls it.
 */
@Component
public class JourneyInHttpContext implements HttpActivityListener {

    /** Where the component puts the exchange, see {@code HttpProducer.executeMethod}. */
    static final String EXCHANGE = "org.apache.camel.Exchange";

    @Override
    public void onRequestSubmitted(
            Object source, Exchange exchange, HttpHost host, HttpRequest request, HttpEntity entity) {}

    @Override
    public void onResponseReceived(
            Object source,
            Exchange exchange,
            HttpHost host,
            HttpResponse response,
            HttpEntity entity,
            long elapsedMillis) {}
}
