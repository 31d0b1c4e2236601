/** What is wrong with a file, said the same way everywhere: code, place, message, help. Depends on nothing. */
package dev.nines.scenario.problem;
