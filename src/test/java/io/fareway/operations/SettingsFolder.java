package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.mock.env.MockEnvironment;

/** A copy of the shipped settings files for a test to change and load. */
final class SettingsFolder {

    static final Path SHIPPED = Path.of("config");
    static final int PORT = 18080;

    private final Path folder;
    private final MockEnvironment environment = new MockEnvironment();

    private SettingsFolder(Path folder) {
        this.folder = folder;
    }

    static SettingsFolder copiedTo(Path folder) throws IOException {
        for (String name : List.of("providers", "models", "prices", "tiers", "classifier")) {
            Files.copy(SHIPPED.resolve(name + ".yaml"), folder.resolve(name + ".yaml"));
        }
        return new SettingsFolder(folder);
    }

    SettingsFolder with(String property, String value) {
        environment.setProperty(property, value);
        return this;
    }

    /** Replaces the first occurrence of a text that must be there. */
    SettingsFolder replace(String file, String text, String by) {
        String content = read(file);
        assertThat(content).contains(text);
        int at = content.indexOf(text);
        return write(file, content.substring(0, at) + by + content.substring(at + text.length()));
    }

    SettingsFolder write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Settings load() {
        return new SettingsFiles().load(folder, environment, PORT);
    }

    List<String> problems() {
        InvalidSettingsException refused = catchThrowableOfType(InvalidSettingsException.class, this::load);
        assertThat(refused).as("refusal of the settings").isNotNull();
        return refused.problems();
    }

    /** How a problem in the line that holds the text begins. */
    String at(String file, String text) {
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return at(file, i + 1);
            }
        }
        throw new AssertionError(file + " does not hold " + text);
    }

    String at(String file, int line) {
        return folder.resolve(file) + ":" + line + ": ";
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
