package io.fareway.operations;

import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The start banner as plain text: sections with a label on the left, and commands to paste. */
final class BannerText {

    private static final int LABEL_WIDTH = 12;
    private static final int LINE_WIDTH = 108;

    private final StartFacts facts;
    private final List<String> lines = new ArrayList<>();

    private BannerText(StartFacts facts) {
        this.facts = facts;
    }

    static String of(StartFacts facts) {
        BannerText text = new BannerText(facts);
        text.lines.add("Fareway" + facts.version() + " is ready");
        text.addresses();
        text.providers();
        text.tiers();
        text.folders();
        text.firstSteps();
        return String.join(System.lineSeparator(), text.lines);
    }

    private void addresses() {
        blank();
        entry("API", facts.address() + "/v1");
        more(
                facts.apiKeyNeeded()
                        ? "for callers with a key of FAREWAY_API_KEYS or of config/callers.yaml"
                        : "for callers on this machine, without a key; others need one: set FAREWAY_API_KEYS");
        entry("Dashboard", facts.address() + "/dashboard");
        entry("Hawtio", facts.address() + "/actuator/hawtio");
        more(
                facts.management().hasPassword()
                        ? "log in as " + facts.management().user() + " with the password of FAREWAY_ADMIN_PASSWORD"
                        : "on this machine only, without a login; set FAREWAY_ADMIN_PASSWORD to log in as "
                                + facts.management().user());
        entry("Health", facts.address() + "/actuator/health");
    }

    private void providers() {
        Settings settings = facts.settings();
        blank();
        entry("Providers", settings.providers().values().stream().map(this::counted));
        if (settings.providers().values().stream().allMatch(Provider::simulated)) {
            simulated();
        }
    }

    private String counted(Provider provider) {
        long count = facts.settings().deployments().values().stream()
                .map(Deployment::provider)
                .filter(provider.name()::equals)
                .count();
        return provider.name() + " (" + count + (count == 1 ? " deployment)" : " deployments)");
    }

    private void simulated() {
        if (facts.demoForced()) {
            more("simulated, because FAREWAY_DEMO is true");
            return;
        }
        more("simulated, because no provider key is set; to use real ones, start again with at least one of");
        wrapped(facts.keyVariables()).forEach(this::more);
    }

    private void tiers() {
        blank();
        String label = "Tiers";
        for (Tier tier : facts.settings().tiers().values()) {
            entry(label, tier.name() + ": " + tier.description());
            wrapped(tier.deployments()).forEach(line -> more("  " + line));
            label = "";
        }
        entry("Baseline", facts.settings().baseline());
    }

    private void folders() {
        StartFacts.Folders folders = facts.folders();
        blank();
        entry("Folders", folders.routes() + ", " + folders.config() + ": edit them while the gateway runs");
        more(folders.inbox() + ": takes batch jobs, " + folders.outbox() + ": gets their results");
        more(folders.reports() + ": gets the report of each day");
        entry("Ledger", folders.books());
    }

    private void firstSteps() {
        blank();
        entry("Try first", curl("-i", "{\"model\": \"auto\", \"messages\": [" + message("Translate to French: hello")));
        more(curl("-N", "{\"model\": \"auto\", \"stream\": true, \"messages\": [" + message("Write a haiku on rail")));
        if (Files.exists(facts.folders().sample())) {
            more("cp " + facts.folders().sample() + " " + facts.folders().inbox() + "/");
        } else {
            more("cp JOB.jsonl " + facts.folders().inbox() + "/     (a job in OpenAI's batch format)");
        }
    }

    private String curl(String option, String body) {
        String key = facts.apiKeyNeeded() ? " -H 'authorization: Bearer YOUR_KEY'" : "";
        return "curl " + option + " " + facts.address() + "/v1/chat/completions -H 'content-type: application/json'"
                + key + " -d '" + body + "]}'";
    }

    private static String message(String content) {
        return "{\"role\": \"user\", \"content\": \"" + content + "\"}";
    }

    private void blank() {
        lines.add("");
    }

    private void entry(String label, String text) {
        lines.add("  " + label + " ".repeat(LABEL_WIDTH - label.length()) + text);
    }

    private void entry(String label, Stream<String> items) {
        List<String> texts = wrapped(items.toList());
        entry(label, texts.getFirst());
        texts.stream().skip(1).forEach(this::more);
    }

    private void more(String text) {
        entry("", text);
    }

    private static List<String> wrapped(List<String> items) {
        List<String> wrapped = new ArrayList<>();
        String line = "";
        for (String item : items) {
            if (!line.isEmpty() && LABEL_WIDTH + line.length() + item.length() > LINE_WIDTH) {
                wrapped.add(line + ",");
                line = "";
            }
            line = line.isEmpty() ? item : line + ", " + item;
        }
        wrapped.add(line);
        return wrapped;
    }
}
