package org.backendcore.infrastructure.postgresql;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How much of the request pool is in use, as the server counts it.
 *
 * @param inUse the number of connections in use at this moment
 * @param most the maximum number of connections
 */
record PoolUse(int inUse, int most) {
    /** For a pool that nobody has requested a connection from yet: the servers create it at the first request. */
    private static final PoolUse NONE = new PoolUse(0, Integer.MAX_VALUE);

    private static final String OF_OPEN_LIBERTY =
            "WebSphere:type=com.ibm.ws.jca.cm.mbean.ConnectionManagerMBean,jndiName=" + BoundedDataSourceFactory.POOL
                    + ",*";

    /** Its name in server-config. */
    private static final String OF_PAYARA = "AppPool";

    boolean isFull() {
        return inUse >= most;
    }

    static PoolUse now() {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName pool : beans.queryNames(new ObjectName(OF_OPEN_LIBERTY), null)) {
                return new PoolUse(
                        number(beans, pool, "Size") - number(beans, pool, "Available"), number(beans, pool, "MaxSize"));
            }
            return ofPayara();
        } catch (JMException | ReflectiveOperationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static int number(MBeanServer beans, ObjectName pool, String attribute) throws JMException {
        return ((Number) beans.getAttribute(pool, attribute)).intValue();
    }

    /**
     * Payara has an MBean for it only while monitoring is on, which is costly. The classes are those of its version,
     * loaded by name.
     */
    private static PoolUse ofPayara() throws ReflectiveOperationException {
        Class<?> runtime;
        try {
            runtime = Class.forName("com.sun.enterprise.connectors.ConnectorRuntime");
        } catch (ClassNotFoundException ofAnotherServer) {
            return NONE;
        }
        Object pools = runtime.getMethod("getPoolManager")
                .invoke(runtime.getMethod("getRuntime").invoke(null));
        Class<?> name = Class.forName("org.glassfish.resourcebase.resources.api.PoolInfo");
        Object pool = Class.forName("com.sun.enterprise.resource.pool.PoolManager")
                .getMethod("getPool", name)
                .invoke(pools, name.getConstructor(String.class).newInstance(OF_PAYARA));
        if (pool == null) {
            return NONE;
        }
        Class<?> type = Class.forName("com.sun.enterprise.resource.pool.ConnectionPool");
        Object status = type.getMethod("getPoolStatus").invoke(pool);
        Method used = status.getClass().getMethod("getNumConnUsed");
        return new PoolUse((Integer) used.invoke(status), (Integer)
                type.getMethod("getMaxPoolSize").invoke(pool));
    }
}
