"""What gathering keeps: sources, what they listed, jobs, hosts, counters."""
