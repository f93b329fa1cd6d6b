package org.backendcore.gates;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import jakarta.xml.ws.WebServiceRef;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Each field here would be null to a compiler that does not know that the server sets it; the test is that this
 * compiles. It is never run.
 */
@SuppressWarnings("UnusedVariable")
final class FilledByTheServer {
    static final class Fields {
        @Resource
        DataSource resource;

        @EJB
        Runnable bean;

        @Inject
        Runnable injected;

        @PersistenceContext
        EntityManager entities;

        @PersistenceUnit
        EntityManagerFactory unit;

        @WebServiceRef
        Runnable service;

        @Context
        UriInfo uri;

        @BeanParam
        Parameters parameters;

        @ConfigProperty
        String property;

        String made;

        @PostConstruct
        void make() {
            made = property;
        }
    }

    /** A client may omit everything but the path. */
    static final class Parameters {
        @PathParam("path")
        String path;

        @QueryParam("query")
        @Nullable String query;

        @HeaderParam("header")
        @Nullable String header;

        @CookieParam("cookie")
        @Nullable String cookie;

        @MatrixParam("matrix")
        @Nullable String matrix;

        @FormParam("form")
        @Nullable String form;
    }

    @MappedSuperclass
    static class Kept {
        @Id
        String id;
    }

    @Entity
    static class Customer extends Kept {
        Address address;
    }

    @Embeddable
    static class Address {
        String city;
    }

    @XmlRootElement
    static class Order {
        Item item;
    }

    @XmlType
    static class Item {
        String name;
    }

    @ConfigProperties(prefix = "shop")
    static class Shop {
        String name;
    }
}
