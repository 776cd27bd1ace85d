package io.fareway.operations;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;

/** The beans the routes of one revision see: those of the revision, then those of the application. */
final class RevisionBeans implements BeanRepository {

    private final Map<String, Object> own;
    private final BeanRepository application;

    RevisionBeans(Map<String, Object> own, BeanRepository application) {
        this.own = Map.copyOf(own);
        this.application = application;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        Object bean = own.get(name);
        return bean != null ? bean : application.lookupByName(name);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Object bean = own.get(name);
        return bean != null ? type.cast(bean) : application.lookupByNameAndType(name, type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>(application.findByTypeWithName(type));
        own.forEach((name, bean) -> {
            if (type.isInstance(bean)) {
                found.put(name, type.cast(bean));
            } else {
                found.remove(name);
            }
        });
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return new HashSet<>(findByTypeWithName(type).values());
    }
}
