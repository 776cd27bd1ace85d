package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.springframework.core.env.PropertyResolver;

/**
 * Our keys at a provider, as its entry in {@code providers.yaml} names them: {@code key-env}, environment variables, or
 * {@code key-file}, files with one key each. A variable or file that is missing or blank holds no key. The key of a service
 * account of Google is a whole JSON file.
 */
final class SettingsKeys {

    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    private final PropertyResolver environment;

    SettingsKeys(PropertyResolver environment) {
        this.environment = environment;
    }

    /** The keys that are there, by provider, and by deployment where it has its own, in the order of their entries. */
    Map<String, List<ProviderKey>> read(SettingsSources sources, SettingsProblems problems) {
        Map<String, List<ProviderKey>> keys = new HashMap<>();
        sources.providerEntries()
                .properties()
                .forEach(provider -> keys.put(
                        provider.getKey(),
                        read(
                                provider.getValue(),
                                provider.getValue(),
                                why -> problems.add(
                                        sources.providers(), YamlFile.at("providers", provider.getKey()), why))));
        sources.modelEntries().properties().forEach(model -> model.getValue()
                .properties()
                .forEach(entry -> keys.put(
                        entry.getKey() + "/" + model.getKey(),
                        read(
                                entry.getValue(),
                                sources.providerEntries().path(entry.getKey()),
                                why -> problems.add(
                                        sources.models(),
                                        YamlFile.at("models", model.getKey(), entry.getKey()),
                                        why)))));
        return keys;
    }

    private List<ProviderKey> read(JsonNode entry, JsonNode provider, Consumer<String> complain) {
        List<ProviderKey> own = new ArrayList<>();
        boolean keyFileOfGoogle = provider.path("auth").asText().equals("google");
        for (String place : places(entry)) {
            try {
                valueAt(place, entry, keyFileOfGoogle).ifPresent(value -> own.add(new ProviderKey(place, value)));
            } catch (InvalidKeyException e) {
                complain.accept(place + " " + e.getMessage());
            }
        }
        return own;
    }

    /** Names of the environment variables that hold keys of a provider, set or not. */
    static List<String> variables(JsonNode entry) {
        return texts(entry.path("key-env"));
    }

    /** Names of all places that hold keys of a provider, there or not. */
    static List<String> places(JsonNode entry) {
        List<String> places = new ArrayList<>(variables(entry));
        places.addAll(files(entry));
        return places;
    }

    private static List<String> files(JsonNode entry) {
        return texts(entry.path("key-file"));
    }

    private static List<String> texts(JsonNode oneOrSeveral) {
        if (oneOrSeveral.isTextual()) {
            return List.of(oneOrSeveral.textValue());
        }
        return StreamSupport.stream(oneOrSeveral.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private Optional<Secret> valueAt(String place, JsonNode entry, boolean keyFileOfGoogle) throws InvalidKeyException {
        Optional<String> value = variables(entry).contains(place)
                ? Optional.ofNullable(environment.getProperty(place))
                : content(Path.of(place));
        Optional<String> key = value.map(String::strip).filter(text -> !text.isEmpty());
        if (!keyFileOfGoogle
                && key.filter(text -> !VISIBLE.matcher(text).matches()).isPresent()) {
            throw new InvalidKeyException("must hold one key without blanks or line breaks");
        }
        return key.map(Secret::new);
    }

    private static Optional<String> content(Path file) throws InvalidKeyException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException notThere) {
            return Optional.empty();
        } catch (IOException e) {
            throw new InvalidKeyException("cannot be read: check that it is a text file and its permissions");
        }
    }

    private static final class InvalidKeyException extends Exception {

        InvalidKeyException(String message) {
            super(message, null, false, false);
        }
    }
}
