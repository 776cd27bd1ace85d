package io.fareway.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertySourceFactory;

/** Lets {@code @PropertySource} read a YAML file of one document. */
class YamlPropertySourceFactory implements PropertySourceFactory {

    @Override
    public PropertySource<?> createPropertySource(@Nullable String name, EncodedResource resource) throws IOException {
        String file = resource.getResource().getDescription();
        if (!resource.getResource().exists()) {
            throw new FileNotFoundException(file + " is missing: the simulated providers are described there");
        }
        List<PropertySource<?>> documents = new YamlPropertySourceLoader().load(file, resource.getResource());
        if (documents.size() != 1) {
            throw new IOException(file + " must hold one YAML document, not " + documents.size());
        }
        return documents.get(0);
    }
}
