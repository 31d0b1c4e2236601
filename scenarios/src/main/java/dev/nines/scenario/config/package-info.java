/**
 * Reads {@code keepalived.conf} (as keepalived 2.2.7 does) and {@code haproxy.cfg} (as HAProxy 2.6 does) into the words of
 * the scenario language: for {@code config:} within a service, and for {@code nines import}.
 *
 * <p>{@link dev.nines.scenario.config.KeepalivedConf} and {@link dev.nines.scenario.config.HaproxyCfg} are what the files
 * say; every value keeps its file and line. {@link dev.nines.scenario.config.KeepalivedSection} and
 * {@link dev.nines.scenario.config.HaproxySection} make the section of a scenario of it,
 * {@link dev.nines.scenario.config.ConfigKeys} puts it into a scenario's tree, and {@link dev.nines.scenario.config.Import}
 * writes a whole scenario. The words that the products know stand in resources beside this package; a word that is known
 * but not modelled is a {@link dev.nines.scenario.config.Finding}, a word that is not known is an error.
 *
 * <p>Left out: {@code include}, conditional lines and blocks, environment variables in values that are needed, LVS
 * (virtual_server), BFD. Contents of sections that are not modelled are not looked at.
 */
package dev.nines.scenario.config;
