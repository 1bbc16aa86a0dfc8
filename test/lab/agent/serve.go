package main

import (
	"context"
	"fmt"
	"io"
	"io/ioutil"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

// runServe answers every request on port 8080 with the pod's name and address: the workload of the tests. When it is told
// to stop it goes on for LAST_SECONDS, until nobody asks it any more, as a well-kept service does.
func runServe(ctx context.Context) error {
	name, err := os.Hostname()
	if err != nil {
		return err
	}
	server := &http.Server{Addr: ":" + setting("PORT", "8080"), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s\n", name, ownAddress())
	})}
	go func() {
		<-ctx.Done()
		pause(context.Background(), seconds("LAST_SECONDS", 0))
		server.Close()
	}()
	log.Printf("serving on %s", server.Addr)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

func ownAddress() string {
	addresses, _ := net.InterfaceAddrs()
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && !network.IP.IsLoopback() && network.IP.To4() != nil {
			return network.IP.String()
		}
	}
	return "?"
}

// runGet prints what a URL answers; an error or a status of 400 and above is a failure.
func runGet(url string) error {
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 400 {
		body, _ := ioutil.ReadAll(response.Body)
		return fmt.Errorf("%s: %s\n%s", url, response.Status, body)
	}
	_, err = io.Copy(os.Stdout, response.Body)
	return err
}
