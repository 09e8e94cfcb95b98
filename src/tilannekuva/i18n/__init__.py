"""Put findings, figures and dates into Finnish, Swedish or English."""
