package io.assay.report;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets templates read the components of records, also of those that are not public, and nothing else of them. A name
 * that is no component is a failure, so that a misspelt one does not pass for an absent value.
 */
final class RecordWrapper extends DefaultObjectWrapper {

    private final Map<Class<?>, Map<String, Method>> accessors = new ConcurrentHashMap<>();

    RecordWrapper() {
        super(Configuration.VERSION_2_3_34);
    }

    @Override
    protected TemplateModel handleUnknownType(Object value) throws TemplateModelException {
        if (!value.getClass().isRecord()) {
            throw new TemplateModelException("Not for templates: " + value.getClass());
        }
        return new Components(value, accessors.computeIfAbsent(value.getClass(), RecordWrapper::accessors));
    }

    private static Map<String, Method> accessors(Class<?> type) {
        Map<String, Method> accessors = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            accessors.put(component.getName(), component.getAccessor());
        }
        return accessors;
    }

    private final class Components implements TemplateHashModel {
        private final Object value;
        private final Map<String, Method> components;

        Components(Object value, Map<String, Method> components) {
            this.value = value;
            this.components = components;
        }

        @Override
        public TemplateModel get(String name) throws TemplateModelException {
            Method accessor = components.get(name);
            if (accessor == null) {
                throw new TemplateModelException("No component " + name + " in " + value.getClass());
            }
            try {
                return wrap(accessor.invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new TemplateModelException("Cannot read " + name + " of " + value.getClass(), e);
            }
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }
}
