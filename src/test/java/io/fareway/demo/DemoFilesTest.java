package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
class DemoFilesTest {

    private final JsonSchema camelSchema = JsonSchemaFactory.getInstance(VersionFlag.V4)
            .getSchema(getClass().getResourceAsStream("/schema/camelYamlDsl.json"));
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    static List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/demo"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void routeFile_meetsCamelsSchema(Path file) throws IOException {
        JsonNode routes = yaml.readTree(file.toFile());

        assertThat(camelSchema.validate(routes)).isEmpty();
    }

    @Test
    void camelsSchema_refusesAnUnknownStep() throws IOException {
        JsonNode route = yaml.readTree("[{route: {from: {uri: 'direct:x', steps: [{jump: {}}]}}}]");

        assertThat(camelSchema.validate(route)).isNotEmpty();
    }

    @Test
    void configuration_meetsItsSchema() throws IOException {
        JsonNode configuration = yaml.readTree(Path.of("config/demo.yaml").toFile());

        assertThat(demoSchema().validate(configuration)).isEmpty();
    }

    @Test
    void configurationSchema_refusesAMisspeltSetting() throws IOException {
        JsonNode misspelt = yaml.readTree(
                "{demo: {providers: {demo-swift: " + "{first-tokn-ms: 1, tokens-per-second: 1, models: [m]}}}}");

        assertThat(demoSchema().validate(misspelt)).hasSize(2);
    }

    private JsonSchema demoSchema() throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("config/schema/demo.schema.json")));
    }
}
