package io.fareway.operations;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML files without losing the line numbers. Aliases are refused: one place, one value. */
final class YamlReader {

    private final PropertyResolver placeholders;
    private final SettingsProblems problems;

    YamlReader(PropertyResolver placeholders, SettingsProblems problems) {
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** Reads a file; what is wrong with it goes to the problems. */
    Optional<YamlFile> read(Path path) {
        return text(path).flatMap(text -> compose(path, text)).map(root -> new YamlContent(path, placeholders, problems)
                .of(root));
    }

    private Optional<String> text(Path path) {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException e) {
            problems.add(path, 1, "the file is missing: put it back, a copy comes with every release");
        } catch (CharacterCodingException e) {
            problems.add(path, 1, "is not UTF-8 text: save it as UTF-8");
        } catch (IOException e) {
            problems.add(path, 1, "cannot be read (" + e + "): check the file's permissions");
        }
        return Optional.empty();
    }

    private Optional<Node> compose(Path path, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        try {
            Optional<Node> root = Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
            if (root.isEmpty()) {
                problems.add(path, 1, "the file is empty: put its content back, a copy comes with every release");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = Optional.ofNullable(e.getProblemMark())
                    .map(mark -> mark.getLine() + 1)
                    .orElse(1);
            problems.add(path, line, "is no YAML, " + e.getProblem() + ": check indents, colons and quotes here");
        } catch (YAMLException e) {
            problems.add(path, 1, "is no YAML, " + e.getMessage());
        }
        return Optional.empty();
    }
}
