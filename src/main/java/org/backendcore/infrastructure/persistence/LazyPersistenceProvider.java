package org.backendcore.infrastructure.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.ProviderUtil;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Delegates to the server's provider, but creates each {@link EntityManager} at its first use (Jakarta Persistence 3.1,
 * section 9.2). Payara 7.2026.11 creates one during deployment, before CDI: that would connect before the checked
 * start, and fail with the provider's message.
 */
public final class LazyPersistenceProvider implements PersistenceProvider {

    @Override
    @SuppressWarnings("rawtypes") // As the interface declares it.
    public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo unit, Map properties) {
        EntityManagerFactory factory = ofTheServer().createContainerEntityManagerFactory(unit, properties);
        return (EntityManagerFactory) proxy(EntityManagerFactory.class, (proxy, method, arguments) -> {
            if (method.getReturnType() == EntityManager.class) {
                return proxy(EntityManager.class, new LazyEntityManager(factory, method, arguments));
            }
            return method.getDeclaringClass() == Object.class
                    ? ofAnyObject(proxy, method, arguments)
                    : call(factory, method, arguments);
        });
    }

    /** Not for applications: only the server requests this provider, by its name. */
    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable EntityManagerFactory createEntityManagerFactory(String unit, Map properties) {
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void generateSchema(PersistenceUnitInfo unit, Map properties) {
        ofTheServer().generateSchema(unit, properties);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean generateSchema(String unit, Map properties) {
        return false;
    }

    @Override
    public ProviderUtil getProviderUtil() {
        return ofTheServer().getProviderUtil();
    }

    private static PersistenceProvider ofTheServer() {
        return PersistenceProviderResolverHolder.getPersistenceProviderResolver().getPersistenceProviders().stream()
                .filter(provider -> !(provider instanceof LazyPersistenceProvider))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this server has no Jakarta Persistence provider"));
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(LazyPersistenceProvider.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /** A proxy equals only itself, whatever it currently delegates to. */
    private static Object ofAnyObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "lazy " + System.identityHashCode(proxy);
        };
    }

    /** Throws what the method itself throws. */
    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException exception) {
            throw exception.getTargetException();
        }
    }

    /** One {@link EntityManager}, for one transaction or one thread. */
    private static final class LazyEntityManager implements InvocationHandler {
        private final EntityManagerFactory factory;
        private final Method creation;
        private final Object @Nullable [] arguments;
        private @Nullable Object created;
        private boolean closed;

        LazyEntityManager(EntityManagerFactory factory, Method creation, Object @Nullable [] arguments) {
            this.factory = factory;
            this.creation = creation;
            this.arguments = arguments;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return ofAnyObject(proxy, method, given);
            }
            if (created != null) {
                return call(created, method, given);
            }
            if (method.getName().equals("isOpen")) {
                return !closed;
            }
            if (closed) {
                throw new IllegalStateException("this entity manager is closed");
            }
            if (method.getName().equals("close")) {
                closed = true;
                return null;
            }
            Object made = Objects.requireNonNull(call(factory, creation, arguments));
            created = made;
            return call(made, method, given);
        }
    }
}
