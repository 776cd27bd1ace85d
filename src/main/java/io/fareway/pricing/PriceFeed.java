package io.fareway.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Deployment;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a price table: fetches it, checks that it is one, and finds our deployments in it. */
final class PriceFeed {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final FeedSource source;
    private final FeedFormat format;

    PriceFeed(FeedSource source, FeedFormat format) {
        this.source = source;
        this.format = format;
    }

    /** Those of our deployments that a table of this format can list. */
    List<Deployment> listable(Collection<Deployment> deployments) {
        return deployments.stream().filter(format::mayList).toList();
    }

    /**
     * What the table says of deployments, by their names; those that it does not list are absent.
     *
     * @param location a path, a {@code file:} URI, or an http(s) address
     * @param now prices that begin later do not count
     * @throws FeedException when the feed cannot be fetched or is no table of models
     */
    Map<String, FeedEntry> read(String location, List<Deployment> deployments, Instant now) throws FeedException {
        JsonNode table = parse(source.fetch(location));
        Map<String, FeedEntry> entries = new HashMap<>();
        for (Deployment deployment : deployments) {
            format.find(table, deployment, now).ifPresent(entry -> entries.put(deployment.name(), entry));
        }
        return entries;
    }

    /**
     * The same of a table that must know us.
     *
     * @throws FeedException also when it lists fewer than half of these deployments
     */
    Map<String, FeedEntry> readMost(String location, List<Deployment> deployments, Instant now) throws FeedException {
        Map<String, FeedEntry> entries = read(location, deployments, now);
        if (entries.size() * 2 < deployments.size()) {
            throw new FeedException("it lists only " + entries.size() + " of our " + deployments.size()
                    + " models; is it the right table?");
        }
        return entries;
    }

    private static JsonNode parse(byte[] bytes) throws FeedException {
        try {
            JsonNode table = JSON.readTree(bytes);
            if (!table.isContainerNode() || table.isEmpty()) {
                throw new FeedException("it is no JSON object of models");
            }
            return table;
        } catch (FeedException noTable) {
            throw noTable;
        } catch (JsonProcessingException noJson) {
            throw new FeedException("it is no JSON: " + noJson.getOriginalMessage(), noJson);
        } catch (IOException noText) {
            throw new FeedException("it is no JSON: " + noText, noText);
        }
    }
}
