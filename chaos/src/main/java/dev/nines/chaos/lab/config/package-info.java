/**
 * Configurations of real products, written from a checked design with every parameter that the product has, so that simulator
 * and product run the same numbers. What a product cannot say is a {@link dev.nines.chaos.lab.config.Difference}.
 *
 * <p>Written for keepalived 2.2.7, HAProxy 2.6, nginx 1.22 and MariaDB 10.11, the packages of Debian 12.
 */
package dev.nines.chaos.lab.config;
