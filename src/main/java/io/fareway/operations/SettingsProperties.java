package io.fareway.operations;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the settings files are.
 *
 * @param folder the folder with {@code providers.yaml} and its neighbours
 */
@ConfigurationProperties("fareway.settings")
record SettingsProperties(@DefaultValue("config") Path folder) {}
